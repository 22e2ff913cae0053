import { join } from 'path';

/** The folder with the Dockerfiles and scripts, which the package ships as they are. */
export const IMAGES = join(__dirname, '..', '..', 'lib', 'images');
