import { ImageSource } from '../image-source';
import { MapFile } from './map-file';

/** What can be chosen of the maps of either sendmail. */
export interface MapOptions {
  /**
   * Maps of your own, and more entries for the package's (`makemap hash`). A change of an entry, here or in a property
   * that becomes an entry, restarts nothing and drops no connection.
   *
   * @default - none
   */
  readonly extraMaps?: MapFile[];

  /**
   * Where the image of the container comes from that brings the maps into their volume.
   *
   * @default - as that of sendmail; built upon Debian 12 where that one is from a registry
   */
  readonly mapsImage?: ImageSource;
}
