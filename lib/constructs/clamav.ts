import * as fs from 'fs';
import { Construct } from 'constructs';
import { AddressSlot } from '../models/address-block';
import { ClamdEndpoint } from '../models/clamav/clamd-endpoint';
import { sizeLimitsOf } from '../models/clamav/limits';
import { CLAMD_PORT, CLAMD_WORK, OWN_SIGNATURES, SIGNATURES } from '../models/clamav/places';
import { fileNameOf, MAX_SIGNATURE_AGE, UPDATE_INTERVAL, usesOfficialSignatures } from '../models/clamav/signatures';
import { Duration } from '../models/duration';
import { ImageSource } from '../models/image-source';
import { QueueVolume, RemovalPolicy } from '../models/queue-volume';
import { RunAs } from '../models/run-as';
import { Size } from '../models/size';
import { IRuntime, IService, IVolume, ServiceProps } from '../runtime/runtime';
import { writeClamdConf, writeFreshclamConf } from '../writers/clamav-conf';
import { writeShellVariables } from '../writers/shell';
import { checkClamAv } from './clamav-checks';
import { ClamAvOptions } from './clamav-options';
import { Findings } from './findings';
import { ScanNetwork } from './scan-network';
import { IVirusScanner } from './virus-scanner';

/** Fetching the ClamAV project's signatures over a slow line, and reading them. */
const START_PERIOD = Duration.minutes(15);

/** Options of a ClamAV that stands for itself. */
export interface ClamAvProps extends ClamAvOptions {
  /** What makes containers, networks and volumes. */
  readonly runtime: IRuntime;
  /**
   * What the names of all of it begin with: the containers with `-clamd` and `-freshclam` behind, the volumes with
   * `-signatures` and `-clamd-work`, and freshclam's network with `-updates`.
   */
  readonly name: string;
  /** Fully qualified name of the gateway; the two call themselves `clamd.` and `freshclam.` and this. */
  readonly hostname: string;
  /** The internal network on which clamd is asked. It is on no other. */
  readonly network: ScanNetwork;
}

/**
 * ClamAV: clamd, which looks through what it is sent and has no way out, and freshclam, which fetches signatures through a
 * network of its own. They share the volume with the signatures and nothing else; clamd only reads it.
 */
export class ClamAv extends Construct implements IVirusScanner {
  public readonly endpoint: ClamdEndpoint;
  public readonly streamMaxLength?: Size;
  /** The container of clamd. */
  public readonly clamd: IService;
  /** The container of freshclam; undefined where there is none (`updates`). */
  public readonly freshclam?: IService;

  private readonly updates: boolean;
  private readonly official: boolean;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: ClamAvProps,
  ) {
    super(scope, id);
    checkClamAv(new Findings(this), props);
    this.updates = props.updates ?? true;
    this.official = usesOfficialSignatures(props);
    this.streamMaxLength = sizeLimitsOf(props).stream;
    const address = props.network.addressOf(AddressSlot.CLAMAV);
    this.endpoint = ClamdEndpoint.at(address, CLAMD_PORT);
    const signatures = this.updates ? this.volume('Signatures', 'signatures') : undefined;
    this.clamd = this.createClamd(signatures);
    this.clamd.joinNetwork(props.network.network, address);
    if (signatures) {
      this.freshclam = this.createFreshclam(signatures);
      this.freshclam.joinNetwork(props.runtime.createNetwork(this, 'Updates', { name: `${props.name}-updates` }));
    }
  }

  /** Its containers. */
  public get services(): IService[] {
    return this.freshclam ? [this.clamd, this.freshclam] : [this.clamd];
  }

  private createClamd(signatures?: IVolume): IService {
    const { runtime, work } = this.props;
    const workVolume = work?.memory === undefined ? this.volume('Work', 'clamd-work', work?.volume) : undefined;
    return runtime.createService(this, 'Clamd', {
      ...this.serviceOf('clamd'),
      source: this.props.image ?? ImageSource.fromBaseImage(),
      content: { folders: ['clamav', 'clamd', 'service'], renderConfiguration: () => this.renderClamd() },
      memory: this.memory,
      // Files that were taken, but of which nothing has been said yet.
      stopTimeout: Duration.seconds(60),
      mounts: [
        ...(signatures ? [{ volume: signatures, path: SIGNATURES, readOnly: true }] : []),
        ...(workVolume ? [{ volume: workVolume, path: CLAMD_WORK }] : []),
      ],
      sizedScratch: work?.memory && [{ path: CLAMD_WORK, size: work.memory }],
    });
  }

  private createFreshclam(signatures: IVolume): IService {
    const { runtime, image, freshclamImage, updateMemory } = this.props;
    const ownBase = image?.reference === undefined ? image : undefined;
    return runtime.createService(this, 'Freshclam', {
      ...this.serviceOf('freshclam'),
      source: freshclamImage ?? ownBase ?? ImageSource.fromBaseImage(),
      content: { folders: ['clamav', 'freshclam', 'service'], renderConfiguration: () => this.renderFreshclam() },
      memory: updateMemory ?? this.memory,
      // A file that is half there is fetched again.
      stopTimeout: Duration.seconds(10),
      mounts: [{ volume: signatures, path: SIGNATURES }],
    });
  }

  private get memory(): Size {
    const { memory, work } = this.props;
    const engine = this.official ? Size.gibibytes(2) : Size.mebibytes(512);
    return memory ?? Size.bytes(engine.toBytes() + (work?.memory?.toBytes() ?? 0));
  }

  private serviceOf(
    part: string,
  ): Pick<ServiceProps, 'name' | 'hostname' | 'runAs' | 'maxProcesses' | 'scratch' | 'startPeriod'> {
    return {
      name: `${this.props.name}-${part}`,
      hostname: `${part}.${this.props.hostname}`,
      runAs: RunAs.CLAMAV,
      maxProcesses: 256,
      scratch: ['/run/clamav', '/tmp'],
      startPeriod: this.updates ? START_PERIOD : undefined,
    };
  }

  /** Nothing of it is lost with the volume: it is fetched again. */
  private volume(id: string, name: string, volume = QueueVolume.managed(RemovalPolicy.DESTROY)): IVolume {
    return this.props.runtime.createVolume(this, id, { name: `${this.props.name}-${name}`, volume });
  }

  private get maxSignatureAge(): string {
    return String((this.props.maxSignatureAge ?? MAX_SIGNATURE_AGE).toSeconds());
  }

  /** Names of what is not the ClamAV project's. */
  private get ownFiles(): string[] {
    return [...(this.props.signatureFiles ?? []), ...(this.props.databaseCustomUrls ?? [])].map(fileNameOf);
  }

  /** Signatures of one's own, in the image. */
  private get signatureTexts(): { [fileName: string]: string } {
    const readable = (this.props.signatureFiles ?? []).filter((file) => fs.existsSync(file));
    return Object.fromEntries(
      readable.map((file) => [`signatures/${fileNameOf(file)}`, fs.readFileSync(file, 'utf8')]),
    );
  }

  private renderClamd(): { [fileName: string]: string } {
    const directory = this.updates ? SIGNATURES : OWN_SIGNATURES;
    return {
      'clamd.conf': writeClamdConf({
        ...this.props,
        signatures: directory,
        extraLines: this.props.extraClamdConf ?? [],
      }),
      ...(this.updates ? {} : this.signatureTexts),
      service: writeShellVariables({
        CLAMAV_PROGRAM: 'clamd',
        CLAMAV_DIRECTORIES: `${SIGNATURES} ${CLAMD_WORK} /run/clamav`,
        CLAMD_WORK,
        CLAMD_SIGNATURES: directory,
        CLAMD_FILES: [...(this.official ? ['main.c[lv]d', 'daily.c[lv]d'] : []), ...this.ownFiles].join(' '),
        CLAMD_OFFICIAL: this.official ? 'yes' : 'no',
        CLAMD_UPDATES: this.updates ? 'yes' : 'no',
        CLAMD_MAX_AGE: this.maxSignatureAge,
      }),
    };
  }

  private renderFreshclam(): { [fileName: string]: string } {
    const official = ['main', 'daily', 'bytecode'].flatMap((name) => [`${name}.cvd`, `${name}.cld`]);
    return {
      'freshclam.conf': writeFreshclamConf({ ...this.props, extraLines: this.props.extraFreshclamConf ?? [] }),
      ...this.signatureTexts,
      service: writeShellVariables({
        CLAMAV_PROGRAM: 'freshclam',
        CLAMAV_DIRECTORIES: `${SIGNATURES} /run/clamav`,
        FRESHCLAM_SIGNATURES: SIGNATURES,
        FRESHCLAM_FILES: [...(this.official ? official : []), ...this.ownFiles].join(' '),
        // Where the ClamAV project's signatures are not wanted nobody need ask DNS for their version.
        FRESHCLAM_ARGUMENTS: this.official ? '' : '--no-dns',
        FRESHCLAM_INTERVAL: String((this.props.updateInterval ?? UPDATE_INTERVAL).toSeconds()),
        FRESHCLAM_MAX_AGE: this.maxSignatureAge,
      }),
    };
  }
}
