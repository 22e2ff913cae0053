import { docker } from '../tooling/engine';
import { Deployment } from './deployment';
import { FILTER, identities, imageId, inspect, PARTS, RESOLVER, RX, TX } from './engine';
import { SMTP } from './mail';
import { tools } from './tools';

const GREETING = '$j no service for robots';
const NOTHING_TO_DO = 0;
const SOMETHING_TO_DO = 2;

/** What Terraform says of the containers that a plan replaces. */
const replacedIn = (plan: string): string[] =>
  [...plan.matchAll(/# docker_container\.Gateway_(\w+?)_Service_\w+ must be replaced/g)].map(([, part]) => part);

export const plans = (gateway: Deployment): void => {
  const images = (): string[] => PARTS.map((part) => imageId(inspect(part).Config.Image));

  test('a second plan right after the deployment finds nothing to do', () => {
    expect(gateway.plan()).toMatchObject({ code: NOTHING_TO_DO });
  });

  test('images that were built again from scratch replace no container and leave nothing to do', async () => {
    const [before, builtBefore] = [identities(), images()];
    await gateway.buildImagesFromScratch();
    const builtNow = images();

    // Had the engine's cache answered, nothing would have been built again.
    expect(builtNow.filter((id) => builtBefore.includes(id))).toEqual([]);
    expect(gateway.plan()).toMatchObject({ code: NOTHING_TO_DO });
    gateway.apply();
    expect(identities()).toEqual(before);
  });

  test('images that have lost their names are built again and replace no container', () => {
    const before = identities();
    PARTS.forEach((part) => docker('image', 'rm', '--force', '--no-prune', inspect(part).Config.Image));
    expect(gateway.plan()).toMatchObject({ code: SOMETHING_TO_DO });
    gateway.apply();

    expect(gateway.plan()).toMatchObject({ code: NOTHING_TO_DO });
    expect(identities()).toEqual(before);
  });

  test('a new greeting replaces MTA-RX and nothing else, and the plan says so', async () => {
    const before = identities();
    gateway.synthesize({ greeting: GREETING });
    const { code, said } = gateway.plan();
    gateway.apply();
    const after = identities();

    expect(code).toBe(SOMETHING_TO_DO);
    expect(replacedIn(said)).toEqual(['MtaRx']);
    expect(PARTS.filter((part) => after[part] !== before[part])).toEqual([RX]);
    expect([FILTER, TX, RESOLVER].map((part) => after[part])).toEqual(
      [FILTER, TX, RESOLVER].map((part) => before[part]),
    );
    const client = await tools.SmtpClient.connect(SMTP.host, SMTP.port);
    expect((await client.reply()).text).toBe('220 gateway.example.com ESMTP no service for robots');
    client.destroy();
  });

  test('a configuration that m4 refuses ends the apply, its words are kept, and no container is touched by it or by going back', () => {
    const before = identities();
    gateway.synthesize({ greeting: GREETING, extraMc: "FEATURE(`no_such_feature')" });
    const { code, said } = gateway.tryToApply();

    expect(code).toBe(1);
    expect(said).toContain('Error running buildx build');
    expect(gateway.buildLog(RX)).toMatch(/compile-config: m4 .* sendmail-rx\.mc.*no_such_feature/);
    expect(identities()).toEqual(before);

    gateway.synthesize({ greeting: GREETING });
    gateway.apply();
    expect(gateway.plan()).toMatchObject({ code: NOTHING_TO_DO });
    expect(identities()).toEqual(before);
  });
};
