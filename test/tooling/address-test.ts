import { ContainerImage } from './container-image';

/** The name resolves to the container itself, or sendmail would ask around for it. */
const OWN_NAME = ['--hostname', 'mx.example.com', '--add-host', 'mx.example.com:127.0.0.1'];

/** What the real sendmail would do with these recipients (`sendmail -bt`, `3,0 ADDRESS`): mailer, host and user. */
export const mailersFor = (image: ContainerImage, configuration: string, addresses: readonly string[]): string[] => {
  const input = addresses.map((address) => `3,0 ${address}\n`).join('');
  const { said } = image.run(['sendmail', '-C', configuration, '-bt'], { options: OWN_NAME, input });
  const answers = [...said.matchAll(/^parse +returns: (.*)$/gm)].map(([, triple]) => triple.replace(/ (?=[^$])/g, ''));
  if (answers.length !== addresses.length) {
    throw new Error(`sendmail -bt answered:\n${said}`);
  }
  return answers;
};
