import * as fs from 'fs';
import * as path from 'path';

/** The document that this project implements; it lies beside the project where the project is worked on. */
const README = path.join(__dirname, '..', '..', '..', 'shared', 'README.sendmail-dual.txt');

/** The two listings of README.sendmail-dual. */
export type Listing = 'thishost-rx.mc' | 'thishost-tx.mc';

/** A listing as it stands in the document; undefined where the document is not at hand. */
export const listingInReadme = (listing: Listing): string | undefined => {
  if (!fs.existsSync(README)) {
    return undefined;
  }
  const [, text] = fs.readFileSync(README, 'utf8').split(`Create file ${listing}:\n`);
  return /^---cut-here-+\n([^]*?)^---end/m.exec(text)?.[1];
};

/** What the listings say, statement by statement, for a clone that stands alone. */
export const LISTINGS: Record<Listing, string[]> = {
  'thishost-rx.mc': [
    'define(confRUN_AS_USER,smmsp:smmsp)',
    'define(confPID_FILE,/var/run/sendmail-rx.pid)',
    'define(STATUS_FILE,/etc/mail/stat-rx)',
    'define(QUEUE_DIR,/var/spool/mqueue-rx)',
    'define(confQUEUE_SORT_ORDER,Modification)',
    'QUEUE_GROUP(mqueue,P=/var/spool/mqueue-rx,R=2,F=f)',
    'FEATURE(stickyhost)',
    'define(MAIL_HUB,esmtp:[127.0.0.1])',
    'define(SMART_HOST,esmtp:[127.0.0.1])',
    'define(confDELIVERY_MODE,q)',
    'define(ESMTP_MAILER_ARGS,TCP $h 10024)',
    'MODIFY_MAILER_FLAGS(ESMTP,+z)',
    'define(SMTP_MAILER_MAXMSGS,10)',
    'define(confTO_DATAFINAL,20m)',
    'DAEMON_OPTIONS(Name=MTA-RX)',
    'undefine(ALIAS_FILE)',
    'define(confFORWARD_PATH)',
    'MAILER(smtp)',
  ],
  'thishost-tx.mc': [
    'FEATURE(no_default_msa)',
    'DAEMON_OPTIONS(Addr=127.0.0.1,Port=10025,Name=MTA-TX)',
    'define(confSMTP_LOGIN_MSG,$w.tx.$m Sendmail $v/$Z; $b)',
    'define(confTO_IDENT,0)',
    'MAILER(smtp)',
    'MAILER(local)',
  ],
};
