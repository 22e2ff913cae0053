import { AmavisFilterOptions, NotificationTemplates } from 'cdktf-dual-mta';
import { settingLines } from '../../../tooling/filter-settings';

const TEMPLATES: [string, keyof NotificationTemplates, string][] = [
  ['AmavisFilter.templates.virusAdmin', 'virusAdmin', '$notify_virus_admin_templ'],
  ['AmavisFilter.templates.spamAdmin', 'spamAdmin', '$notify_spam_admin_templ'],
  ['AmavisFilter.templates.recipients', 'recipients', '$notify_virus_recips_templ'],
  ['AmavisFilter.templates.virusSender', 'virusSender', '$notify_virus_sender_templ'],
  ['AmavisFilter.templates.spamSender', 'spamSender', '$notify_spam_sender_templ'],
  ['AmavisFilter.templates.sender', 'sender', '$notify_sender_templ'],
];

describe('notices', () => {
  test.each(TEMPLATES)(
    "%s: is amavisd's own unless there is another, of as many lines as it has",
    (_, name, variable) => {
      const text = "Subject: it's [%s|, ]\n\n$@#\n";

      expect(settingLines(variable)).toEqual([]);
      expect(settingLines(variable, { templates: { [name]: text } })).toEqual([
        `${variable} = 'Subject: it\\'s [%s|, ]\n\n$@#\n';`,
      ]);
    },
  );

  test('AmavisFilter.notificationSender: is the postmaster of the first domain', () => {
    const sendersWith = (filter?: AmavisFilterOptions): string[] =>
      ['admin', 'spamadmin', 'recip'].flatMap((whom) => settingLines(`$mailfrom_notify_${whom}`, filter));
    const lines = (sender: string): string[] => [
      `$mailfrom_notify_admin = '${sender}';`,
      `$mailfrom_notify_spamadmin = '${sender}';`,
      `$mailfrom_notify_recip = '${sender}';`,
    ];

    expect(sendersWith()).toEqual(lines('postmaster@example.com'));
    expect(sendersWith({ notificationSender: 'filter@example.com' })).toEqual(lines('filter@example.com'));
  });
});
