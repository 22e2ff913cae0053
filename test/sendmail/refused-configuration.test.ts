import { errorOfBuilding } from '../tooling/error-of-building';
import { buildGatewayImage } from '../tooling/gateway-image';

/** The same for MTA-RX with lines of one's own. */
const errorOfMc = (...extraMc: string[]): string =>
  errorOfBuilding('mta-rx', { rx: { extraMc: { options: extraMc } } });

describe('the image is not built, and the engine says why, where', () => {
  test('a feature is unknown', () => {
    const said = errorOfMc("FEATURE(`no_such_feature')dnl");

    expect(said).toContain('compile-config: m4 stopped on sendmail-rx.mc');
    expect(said).toContain('no_such_feature');
  });

  test('a feature stands where it cannot, though m4 ends with status 0', () => {
    const said = errorOfMc("MAILER(`smtp')dnl", "FEATURE(`relay_entire_domain')dnl");

    expect(said).toContain('compile-config: m4 complains about sendmail-rx.mc');
    expect(said).toContain('*** ERROR: FEATURE');
  });

  test('a quote of m4 is not closed', () => {
    expect(errorOfMc('define(`confMAX_HOP')).toMatch(/compile-config: m4 (stopped on|complains about) sendmail-rx.mc/);
  });

  test('sendmail does not know an option', () => {
    const said = errorOfMc('LOCAL_CONFIG', 'O NoSuchOption=1');

    expect(said).toContain('sendmail-rx.cf: line');
    expect(said).toContain('NoSuchOption');
  });

  // In a way that is not seen at synth: m4 joins the two halves of the names.
  test('a rule set switches off the protection against bare CR and LF (SMTP smuggling)', () => {
    const options = ["define(`_LOCAL_SRV'`_FEATURES_')dnl"];
    const rulesets = (letters: string) => ["SLocal_srv`'_features", `R$*\t$# ${letters}`];
    const said = errorOfBuilding('mta-rx', { rx: { extraMc: { options, rulesets: rulesets('V G') } } });

    expect(said).toContain('compile-config: sendmail-rx.cf lets clients end a message with a bare CR or LF');
    buildGatewayImage('mta-rx', { rx: { extraMc: { options, rulesets: rulesets('V') } } }).remove();
  });

  test('a rule has no right side', () => {
    expect(errorOfMc('LOCAL_RULESETS', 'SLocal_check_mail', 'R$*')).toContain('sendmail-rx.cf: line');
  });
});
