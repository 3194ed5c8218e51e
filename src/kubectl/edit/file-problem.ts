import { isObject } from '../../apimachinery/json';
import { readYamlDocuments } from '../../apimachinery/yaml/read';
import { withoutComments } from './comments';

/** What keeps an edited file from being looked at as an object. @upstream kubectl pkg/validation paramVerifyingSchema.ValidateBytes */
export function fileProblem(text: string): string | undefined {
  try {
    const [document] = readYamlDocuments(withoutComments(text)).documents;
    if (!isObject(document?.json)) return 'invalid object to validate';
    const missing = ['apiVersion', 'kind'].filter((field) => (document.json as Record<string, unknown>)[field] == null);
    const problems = missing.map((field) => `${field} not set`);
    return problems.length > 1 ? `[${problems.join(', ')}]` : problems[0];
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
