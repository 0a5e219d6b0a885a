import { networksPage } from './networks-page';
import { operatorOpenApiText } from './openapi';
import { questionsText } from './questions-text';
import { stateDiagramsPage } from './state-diagrams';

/** The texts of the pages that follow from the code, by their paths under docs. */
export function generatedPages(): ReadonlyMap<string, string> {
  return new Map([
    ['channels/networks.md', networksPage()],
    ['operator-api.openapi.json', operatorOpenApiText()],
    ['state-diagrams.md', stateDiagramsPage()],
    ['../lambdas/insight/questions/questions.json', questionsText()],
  ]);
}
