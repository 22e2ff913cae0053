import { FIRST_PORT, SINK } from '../names';
import { Gateway } from './gateway';
import { Peer } from './peer';
import { FILTER_IMAGE } from './peer-images';
import { System } from './system';

const WORK = '/var/lib/amavis/tmp';
/** The gateway's filter waits for no acknowledgement, and has nobody wait for one; amavisd-new as it comes does. */
const PROMPT_SOCKETS = { PROMPT_SOCKETS: 'yes' };
const POSTFIX = '/var/spool/postfix';

/** All systems that are compared; the gateway first, because others take its network settings. */
export const makeSystems = (gateway: Gateway): System[] => [
  gateway,
  new Peer({
    name: 'readme',
    title: 'the README word for word',
    image: 'readme',
    listens: 25,
    port: FIRST_PORT + 1,
    volumes: ['/var/spool/mqueue-rx', '/var/spool/mqueue', WORK],
  }),
  new Peer({
    name: 'postfix',
    title: 'Postfix with amavisd-new',
    image: 'postfix',
    listens: 25,
    port: FIRST_PORT + 2,
    volumes: [POSTFIX, WORK],
  }),
  new Peer({
    name: 'postfix-network',
    title: "Postfix with amavisd-new and the gateway's network settings",
    image: 'postfix',
    listens: 25,
    port: FIRST_PORT + 3,
    volumes: [POSTFIX, WORK],
    networkSettings: () => gateway.networkSettings,
    environment: PROMPT_SOCKETS,
  }),
  new Peer({
    name: 'amavisd',
    title: 'amavisd-new alone',
    image: 'amavisd',
    upon: FILTER_IMAGE,
    listens: 10024,
    port: FIRST_PORT + 4,
    volumes: [WORK],
    environment: { ...PROMPT_SOCKETS, FORWARD_METHOD: `smtp:[${SINK}]:25` },
    isFilterAlone: true,
  }),
  new Peer({
    name: 'rspamd',
    title: 'Postfix with rspamd',
    image: 'rspamd',
    listens: 25,
    port: FIRST_PORT + 5,
    volumes: [POSTFIX],
    alwaysChecks: true,
  }),
];
