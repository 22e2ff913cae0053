import { App, LocalBackend } from 'cdktf';
import { DualMtaStack } from 'cdktf-dual-mta';
import { NAME } from '../names';
import { gatewayProps } from './gateway-props';
import { Setting } from './system';

const app = new App();

const stack = new DualMtaStack(app, NAME, gatewayProps(JSON.parse(process.env.BENCH_SETTING ?? '') as Setting));

new LocalBackend(stack, { path: 'terraform.tfstate' });

app.synth();
