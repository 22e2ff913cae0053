// @ts-check
// `node tools/cdktf.mjs synth|diff`: cdktf for the example, with the machine set up for it.
import { STACK, cdktf } from './gateway.mjs';
import { setUp } from './setup.mjs';
import { CommandFailed, main } from './setup/main.mjs';

await main(async () => {
  const [subcommand, ...rest] = process.argv.slice(2);
  if (subcommand !== 'synth' && subcommand !== 'diff')
    throw new CommandFailed(`"${subcommand ?? ''}" is not known here`, 'npm run synth, or: npm run diff');
  // The Docker provider asks the engine for the plan; synthesis needs neither.
  const env = await setUp(subcommand === 'synth' ? 'synth' : 'everything');
  const args = subcommand === 'synth' ? ['synth'] : ['diff', STACK];
  const { code } = await cdktf([...args, ...rest], env, (line) => console.log(line));
  if (code !== 0) throw new CommandFailed(`cdktf ${subcommand} ended with status ${code}; the reason stands above`);
});
