/** What the tests read of a stack's JSON. */
export interface TerraformJson {
  readonly provider: Record<string, Record<string, unknown>[]>;
  readonly resource: {
    readonly docker_container: Record<string, ContainerJson>;
    readonly docker_image: Record<string, ImageJson>;
    readonly docker_network: Record<string, NetworkJson>;
    readonly docker_volume?: Record<string, VolumeJson>;
    readonly null_resource?: Record<string, ReadyMarkJson>;
  };
  readonly output: Record<string, { readonly value: string }>;
  readonly terraform: { readonly required_providers: Record<string, { readonly version: string }> };
}

export interface ResourceJson {
  readonly name: string;
  readonly provider?: string;
  readonly lifecycle?: {
    readonly replace_triggered_by?: readonly string[];
    readonly prevent_destroy?: boolean;
    readonly create_before_destroy?: boolean;
    readonly postcondition?: { readonly condition: string; readonly error_message: string }[];
  };
}

export interface ContainerJson extends ResourceJson {
  readonly hostname?: string;
  readonly image: string;
  readonly user?: string;
  readonly read_only: boolean;
  readonly privileged?: boolean;
  readonly capabilities: { readonly add?: string[]; readonly drop: string[] };
  readonly security_opts: string[];
  readonly ipc_mode?: string;
  readonly ulimit?: readonly { readonly name: string; readonly soft: number; readonly hard: number }[];
  readonly sysctls: Record<string, string>;
  readonly memory: number;
  readonly memory_swap: number;
  readonly cpu_shares?: number;
  readonly tmpfs?: Record<string, string>;
  readonly mounts: {
    readonly type: string;
    readonly source: string;
    readonly target: string;
    readonly read_only?: boolean;
  }[];
  readonly ports: {
    readonly internal: number;
    readonly external: number;
    readonly ip: string;
    readonly protocol: string;
  }[];
  readonly networks_advanced: { readonly name: string; readonly ipv4_address?: string }[];
  readonly dns?: string[];
  readonly depends_on?: string[];
  readonly restart: string;
  readonly stop_timeout: number;
  readonly destroy_grace_seconds: number;
  readonly healthcheck: { readonly test: string[] };
  readonly wait: boolean;
  readonly log_driver?: string;
  readonly log_opts?: Readonly<Record<string, string>>;
  readonly must_run?: boolean;
  readonly attach?: boolean;
  readonly logs?: boolean;
  readonly network_mode?: string;
}

export interface ImageJson extends ResourceJson {
  readonly build?: { readonly context: string; readonly build_args: Record<string, string> };
  readonly keep_locally?: boolean;
}

export interface NetworkJson extends ResourceJson {
  readonly driver: string;
  readonly internal?: boolean;
  readonly ipv6?: boolean;
  readonly options?: Record<string, string>;
  readonly ipam_config?: { readonly subnet: string }[];
}

export type VolumeJson = ResourceJson;

export interface ReadyMarkJson {
  readonly depends_on: string[];
  readonly triggers: Record<string, string>;
}
