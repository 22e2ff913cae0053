export { DockerRuntime, DockerRuntimeProps } from './docker-runtime';
