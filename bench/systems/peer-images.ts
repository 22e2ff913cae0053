import * as fs from 'fs';
import * as path from 'path';
import { DualMtaStack } from 'cdktf-dual-mta';
import { synthesize, SynthesizedStack } from '../../test/tooling/synthesized-stack';
import { inTemporaryFolder } from '../../test/tooling/temporary-folder';
import { build } from '../engine';
import { NAME, FILTER, RESOLVER } from '../names';
import { gatewayProps } from './gateway-props';
import { readmeListings } from './readme-listings';

export const FILTER_IMAGE = `${NAME}-peers-filter`;
export const RESOLVER_IMAGE = `${NAME}-peers-resolver`;
const IMAGES = path.join(__dirname, '..', 'images');

/** The filter between other MTAs, on one loopback interface: all else is as the gateway's code writes it. */
const OTHER_PLACE = [
  // What comes from outside is tainted until it is looked at.
  "$forward_method = $notify_method = $requeue_method = ($ENV{FORWARD_METHOD} // '') =~ /^(.+)$/ ? $1 : 'smtp:[127.0.0.1]:10025';",
  "@inet_acl = ('0.0.0.0/0');",
  '$max_servers = $ENV{WORKERS} || 2;',
  '@bypass_spam_checks_maps = ($ENV{SPAMASSASSIN} ? 0 : 1);',
];

/** Builds an image of the gateway with another configuration. */
const buildPart = (
  stack: SynthesizedStack,
  container: string,
  tag: string,
  edit: (file: string, text: string) => string = (_, text) => text,
): void => {
  const context = stack.imageOf(container).build?.context ?? '';
  inTemporaryFolder((folder) => {
    for (const [file, text] of [...stack.files].filter(([name]) => name.startsWith(`${context}/`))) {
      const place = path.join(folder, path.relative(context, file));
      fs.mkdirSync(path.dirname(place), { recursive: true });
      fs.writeFileSync(place, edit(path.basename(file), text), { mode: 0o755 });
    }
    build(tag, folder);
  });
};

/**
 * With amavisd-new's own sockets, unless the container says otherwise: as documented, the peers know nothing of the gateway's.
 * A block, because Perl trusts nothing that is in one statement with the environment.
 */
const withSockets = (file: string, text: string): string =>
  file === '60-dual-mta' ? text.replace(/^require.*PromptSockets\.pm'\)/m, 'if ($ENV{PROMPT_SOCKETS}) { $& }') : text;

/** Everybody may ask, and what is not known does not exist: nobody waits for the outside. */
const askedByAll = (file: string, text: string): string =>
  file === 'unbound.conf'
    ? text.replace('access-control: 0.0.0.0/0 refuse', 'access-control: 0.0.0.0/0 allow\n    local-zone: "." static')
    : text;

/** Builds what the peers' images are built upon: the gateway's own filter, and its resolver. */
export const buildPeerBases = (): void => {
  const stack = synthesize(
    (app) =>
      new DualMtaStack(app, NAME, {
        ...gatewayProps({ workers: 2, spamAssassin: true }),
        filter: { extraPerl: OTHER_PLACE },
      }),
  );
  buildPart(stack, FILTER, FILTER_IMAGE, withSockets);
  buildPart(stack, RESOLVER, RESOLVER_IMAGE, askedByAll);
  buildPeerImage('amavisd', FILTER_IMAGE);
};

const tagOf = (folder: string): string => `${NAME}-peer-${folder}`;

/** Builds a folder of bench/images; most of them upon amavisd-new alone. */
export const buildPeerImage = (folder: string, upon = tagOf('amavisd')): string => {
  const tag = tagOf(folder);
  const more = folder === 'readme' ? readmeListings() : {};
  inTemporaryFolder((context) => {
    fs.cpSync(path.join(IMAGES, folder), context, { recursive: true });
    Object.entries(more).forEach(([name, text]) => fs.writeFileSync(path.join(context, name), text));
    build(tag, context, { FILTER_IMAGE: upon });
  });
  return tag;
};
