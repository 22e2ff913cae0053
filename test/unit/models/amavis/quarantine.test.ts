import { AmavisFilterOptions, Destiny, Duration, QuarantineKind, QueueVolume, Size } from 'cdktf-dual-mta';
import { settingLines } from '../../../tooling/filter-settings';
import { synthesizeGateway } from '../../../tooling/synthesized-stack';

const METHODS = ['virus', 'banned_files', 'unchecked', 'spam', 'bad_header'];

/** Kinds that are kept, by amavisd's names. */
const keptWith = (filter?: AmavisFilterOptions): string[] =>
  METHODS.filter((kind) => !settingLines(`$${kind}_quarantine_method`, filter)[0].endsWith('= undef;'));

const serviceOf = (filter: AmavisFilterOptions): string =>
  synthesizeGateway({ filter }).configuration('gateway-filter', 'service');

describe('the quarantine', () => {
  test('AmavisFilter.quarantine.kinds: what is not delivered is kept, and nothing else', () => {
    expect(keptWith()).toEqual(['virus', 'banned_files', 'unchecked']);
    expect(keptWith({ virusDestiny: Destiny.PASS, spamDestiny: Destiny.DISCARD })).toEqual([
      'banned_files',
      'unchecked',
      'spam',
    ]);
    expect(
      keptWith({
        ...{ uncheckedDestiny: Destiny.PASS, ambiguousDestiny: Destiny.PASS, badHeaderDestiny: Destiny.BOUNCE },
      }),
    ).toEqual(['virus', 'banned_files', 'unchecked', 'bad_header']);
  });

  test('AmavisFilter.quarantine.kinds: or what is chosen', () => {
    const kinds = Object.values(QuarantineKind);

    expect(keptWith({ quarantine: { kinds } })).toEqual(METHODS);
    expect(settingLines('$spam_quarantine_method', { quarantine: { kinds } })).toEqual([
      "$spam_quarantine_method = 'local:spam-%m';",
    ]);
    expect(settingLines('$spam_quarantine_to', { quarantine: { kinds } })).toEqual([
      "$spam_quarantine_to = 'spam-quarantine';",
    ]);
    expect(settingLines('$bad_header_quarantine_to')).toEqual(['$bad_header_quarantine_to = undef;']);
  });

  test.each([1, 2, 3])('keeps what is unchecked for reason %d too', (minor) => {
    expect(settingLines(`$quarantine_method_by_ccat`)).toContain(
      `$quarantine_method_by_ccat{CC_UNCHECKED . ',${minor}'} = sub { c('unchecked_quarantine_method') };`,
    );
    expect(settingLines(`$quarantine_to_maps_by_ccat`)).toContain(
      `$quarantine_to_maps_by_ccat{CC_UNCHECKED . ',${minor}'} = sub { ca('unchecked_quarantine_to_maps') };`,
    );
  });

  test('AmavisFilter.quarantine.retention, AmavisFilter.quarantine.sizeLimit: are known to the container', () => {
    expect(serviceOf({})).toMatch(/^AMAVIS_QUARANTINE_DAYS='30'\nAMAVIS_QUARANTINE_BYTES='1073741824'$/m);
    expect(serviceOf({ quarantine: { retention: Duration.days(7), sizeLimit: Size.mebibytes(1) } })).toMatch(
      /^AMAVIS_QUARANTINE_DAYS='7'\nAMAVIS_QUARANTINE_BYTES='1048576'$/m,
    );
  });

  test('AmavisFilter.quarantine.volume: lies where it should', () => {
    const sourceWith = (volume?: QueueVolume): string | undefined =>
      synthesizeGateway({ filter: { quarantine: { volume } } })
        .container('gateway-filter')
        .mounts.find(({ target }) => target === '/var/lib/amavis/virusmails')?.source;

    expect(sourceWith()).toBe('${docker_volume.volume_gateway-filter-quarantine.name}');
    expect(sourceWith(QueueVolume.onHostPath('/srv/quarantine'))).toBe('/srv/quarantine');
  });
});
