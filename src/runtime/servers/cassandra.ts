import { addressOf } from './entrypoint';
import type { ServerSpec } from './server';
import { millisecondTime } from './time';

/** Cassandra. @upstream docker-library/cassandra */
export function cassandraServer(version: string): ServerSpec {
  return {
    ports: () => [7000, 9042],
    startLog({ world }) {
      const time = millisecondTime(world.clock.now()).replace('.', ',');
      const address = addressOf(world);
      const line = (file: string, text: string): string => `INFO  [main] ${time} ${file} - ${text}\n`;
      return [
        line('YamlConfigurationLoader.java:98', 'Configuration location: file:/etc/cassandra/cassandra.yaml'),
        line('CassandraDaemon.java:176', `Hostname: ${world.hostname.hostname}:7000:7001`),
        line('StorageService.java:864', `Cassandra version: ${version}`),
        line('StorageService.java:3041', `Node ${address} state jump to NORMAL`),
        line('PipelineConfigurator.java:131', `Starting listening for CQL clients on /0.0.0.0:9042 (unencrypted)...`),
        line('CassandraDaemon.java:768', 'Startup complete'),
      ].join('');
    },
  };
}
