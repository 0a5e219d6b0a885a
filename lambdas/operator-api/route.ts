import { operations, type Operation, type OperationId } from './operation';

/** An operation that a request asks for, with the segments of its path that stand for ids. */
export interface Route {
  readonly operationId: OperationId;
  readonly params: Readonly<Record<string, string>>;
}

/** What can be asked at one path, by method. */
export type Routes = Partial<Record<Operation['method'], Route>>;

/** @returns undefined where there is nothing at that path */
export function routesAt(path: string): Routes | undefined {
  const routes: Routes = {};
  for (const operationId of operationIds()) {
    const { method, path: template } = operations[operationId];
    const params = paramsIn(segmentsOf(path), segmentsOf(template));
    if (params) routes[method] = { operationId, params };
  }
  return Object.keys(routes).length === 0 ? undefined : routes;
}

function operationIds(): OperationId[] {
  return Object.keys(operations) as OperationId[];
}

/** What stands in the place of the names, or undefined where the path is another one. */
function paramsIn(segments: readonly string[], template: readonly string[]): Record<string, string> | undefined {
  if (segments.length !== template.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const expected = template[index] ?? '';
    if (expected.startsWith('{')) params[expected.slice(1, -1)] = segment;
    else if (expected !== segment) return undefined;
  }
  return params;
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}
