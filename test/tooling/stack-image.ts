import * as fs from 'fs';
import * as path from 'path';
import { ContainerImage } from './container-image';
import { SynthesizedStack } from './synthesized-stack';
import { inTemporaryFolder } from './temporary-folder';

/** Builds the image of one container of a stack, from what synth wrote, and nothing else. */
export const buildImageOf = (stack: SynthesizedStack, container: string): ContainerImage =>
  inTemporaryFolder((folder) => {
    const context = stack.imageOf(container).build?.context ?? '';
    for (const [name, text] of [...stack.files].filter(([file]) => file.startsWith(`${context}/`))) {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      fs.writeFileSync(path.join(folder, name), text, { mode: 0o755 });
    }
    return ContainerImage.build(path.join(folder, context));
  });
