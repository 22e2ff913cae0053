/**
 * The order in which a runner takes messages (`confQUEUE_SORT_ORDER`). "Modif or Random are reasonable" (README,
 * thishost-rx.mc); all mail goes to one host, and the first four read no control file in order to sort.
 */
export enum QueueSortOrder {
  /** Oldest change first. */
  MODIFICATION = 'Modification',
  /** By chance, so that runners do not meet at the same message. */
  RANDOM = 'Random',
  /** By the name of the file. */
  FILENAME = 'Filename',
  /** As the directory has them. */
  NONE = 'None',
  /** By size, recipients, precedence and tries. */
  PRIORITY = 'Priority',
  /** By the time of arrival. */
  TIME = 'Time',
  /** By the first recipient's host, then by priority. */
  HOST = 'Host',
}
