import { Construct } from 'constructs';
import { ImageSource } from '../models/image-source';
import { MAP_ENTRY, MAP_KEY, MAP_NAME, MAP_VALUE, sameKey } from '../models/sendmail/map-file';
import { MapOptions } from '../models/sendmail/map-options';
import { MapEntry } from '../models/sendmail/maps';
import { MAPS } from '../models/sendmail/map-files';
import { IRuntime } from '../runtime/runtime';
import { writeAliases, writeMap } from '../writers/map-file';
import { Findings } from './findings';
import { MapsVolume } from './maps-volume';

/** Options of a sendmail's maps. */
export interface SendmailMapsProps extends MapOptions {
  readonly runtime: IRuntime;
  /** Name of the sendmail. */
  readonly name: string;
  /** Where sendmail's own image comes from. */
  readonly image?: ImageSource;
  /** Where to say what is wrong. */
  readonly findings: Findings;
  /** The package's maps: entries by the map's name. Asked at synth, when everything is known. */
  readonly entries: () => { readonly [map: string]: readonly MapEntry[] };
  /** The `.mc` file, which names them. */
  readonly mc: () => string;
}

interface FoundEntry extends MapEntry {
  /** The property that it comes from. */
  readonly property: string;
}

/** The maps of one sendmail, which opens a map again by itself when its file was changed. */
export class SendmailMaps extends MapsVolume {
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: SendmailMapsProps,
  ) {
    const content = {
      folders: ['sendmail-maps', 'prompt-sendmail', 'maps', 'service'],
      dockerfile: 'sendmail',
      renderConfiguration: () => this.render(),
    };
    super(scope, id, { ...props, path: MAPS, content });
    const { findings } = props;
    props.extraMaps?.forEach((map, index) => findings.check(`extraMaps[${index}].name`, map.name, MAP_NAME));
    findings.atSynth(() => this.check());
  }

  /** Every map with all its entries, and where each of them comes from. */
  private maps(): Map<string, FoundEntry[]> {
    const maps = new Map<string, FoundEntry[]>();
    const add = (name: string, property: string, entries: readonly MapEntry[]): void => {
      maps.set(name, [...(maps.get(name) ?? []), ...entries.map((entry) => ({ ...entry, property }))]);
    };
    Object.entries(this.props.entries()).forEach(([name, entries]) => add(name, name, entries));
    this.props.extraMaps?.forEach(({ name, entries }, index) => add(name, `extraMaps[${index}]`, entries));
    return maps;
  }

  private render(): { [fileName: string]: string } {
    return Object.fromEntries(
      [...this.maps()].map(([name, entries]) => [name, name === 'aliases' ? writeAliases(entries) : writeMap(entries)]),
    );
  }

  private check(): void {
    const { findings, image } = this.props;
    if (findings.any) {
      return;
    }
    const maps = this.maps();
    maps.forEach((entries) => this.checkEntries(entries));
    const mc = this.props.mc();
    // What is in an image from a registry is its owner's.
    if (mc === '' || image?.reference !== undefined) {
      return;
    }
    const named = [...mc.matchAll(new RegExp(`${MAPS}/([\\w-]+)`, 'g'))].map(([, name]) => name);
    this.props.extraMaps
      ?.filter(({ name }) => !named.includes(name))
      .forEach(({ name }) =>
        findings.add('extraMaps', name, {
          rule: 'sendmail asks no map of this name',
          source: `nothing in the .mc file names ${MAPS}/${name}`,
          instead: `a map that is in use, or a line of "extraMc" such as "Kmine hash ${MAPS}/${name}" in its localConfig`,
        }),
      );
    [...new Set(named)]
      .filter((name) => !maps.has(name))
      .forEach((name) =>
        findings.add('extraMc', `${MAPS}/${name}`, {
          rule: 'there is no map of this name',
          source: 'sendmail would answer every look-up in it with 451',
          instead: `the map into "extraMaps" too: MapFile.fromFile("${name}", ...)`,
        }),
      );
  }

  private checkEntries(entries: readonly FoundEntry[]): void {
    const { findings } = this.props;
    const keys = entries.map(({ key }) => sameKey(key));
    entries.forEach(({ property, key, value }, index) => {
      findings.check(property, key, MAP_KEY);
      if (value === '') {
        findings.add(property, key, MAP_VALUE);
      } else {
        findings.check(property, value, MAP_VALUE);
      }
      findings.check(property, `${key} ${value}`, MAP_ENTRY);
      if (keys.indexOf(keys[index]) !== index) {
        findings.add(property, key, {
          rule: 'a key stands in a map once, in capital or small letters',
          source: 'makemap(8) refuses the second of two equal keys',
          instead: 'one entry for it',
        });
      }
    });
  }
}
