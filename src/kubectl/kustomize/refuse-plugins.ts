import { goQuote } from '../../apimachinery/go-value';
import { CommandError } from '../command-error';
import { printYaml } from '../printers/yaml';
import type { Kustomization } from './kustomization';
import type { Loader } from './loader';
import { readResources } from './read-resources';

/**
 * Refuses what would run programs, and what is not simulated.
 * @upstream kustomize api/internal/plugins/loader/loader.go loadAndConfigurePlugin
 */
export function refusePlugins(kustomization: Kustomization, loader: Loader): void {
  const { configurations = [], crds = [], openapi = {}, helmCharts = [] } = kustomization;
  for (const chart of helmCharts) {
    const config = `trouble configuring builtin HelmChartInflationGenerator with config: \`\n${printYaml(chart)}\``;
    throw new CommandError(`${config}: must specify --enable-helm`);
  }
  for (const field of ['generators', 'transformers', 'validators'] as const) {
    for (const entry of kustomization[field] ?? []) refusePlugin(field, entry, loader);
  }
  const lists = { configurations, crds, openapi: Object.keys(openapi) };
  for (const [field, entries] of Object.entries(lists)) if (entries.length > 0) throw notSimulated(field);
}

/** An entry is the path of a plugin's resource, or the resource itself. */
function refusePlugin(field: string, entry: string, loader: Loader): void {
  for (const { kind, apiVersion } of readEntry(entry, loader)) {
    if (apiVersion === 'builtin') throw notSimulated(field);
    const problem = `external plugins disabled; unable to load external plugin '${kind}'`;
    if (field !== 'generators') throw new CommandError(problem);
    throw new CommandError(`loading generator plugins: failed to load generator: ${problem}`);
  }
}

function readEntry(entry: string, loader: Loader) {
  try {
    return readResources(entry);
  } catch {
    return readResources(loader.read(entry));
  }
}

function notSimulated(field: string): CommandError {
  return new CommandError(`the field ${goQuote(field)} of kustomizations is not simulated`);
}
