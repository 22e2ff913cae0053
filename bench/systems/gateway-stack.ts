import { App, LocalBackend } from 'cdktf';
import { DualMtaStack } from 'cdktf-dual-mta';
import { NAME } from '../names';
import { editWhatIsRead } from '../settings/edits';
import { VARIATIONS } from '../settings/variations';
import { gatewayProps } from './gateway-props';
import { Setting } from './system';

const app = new App();
const setting = JSON.parse(process.env.BENCH_SETTING ?? '') as Setting;
const variation = setting.variation === undefined ? undefined : VARIATIONS[setting.variation];

editWhatIsRead(variation?.edits ?? []);
const stack = new DualMtaStack(app, NAME, gatewayProps(setting, variation?.props));
variation?.change?.(stack);

new LocalBackend(stack, { path: 'terraform.tfstate' });

app.synth();
