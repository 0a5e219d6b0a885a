import type { Context } from 'aws-lambda';
import type { FailureDefinition } from '../../failures/definition/failure-definition';
import { parseContract } from '../../failures/definition/parse-failure';
import { intakeQuestionSchema, type IntakeAnswer } from '../../reports/intake-contract';
import { answerIntake } from '../../reports/report-intake';
import { wiredHandler } from '../handlers/wired-handler';
import { answerAboutSecrets } from '../secrets/answer-about-secrets';
import { asksAboutSecrets, type SecretsAnswer } from '../secrets/secrets-question';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { intakeSettings } from './intake-settings';
import { wireIntake } from './intake-wiring';

/**
 * The Lambda handler that takes reports: it is invoked by the pages and by the operator API, and waited for.
 *
 * @param catalog the failure types of which some can be reported
 */
export function intakeHandler(
  catalog: readonly FailureDefinition[],
  tools: Telemetry = telemetry(),
): (event: unknown, context: Context) => Promise<IntakeAnswer | SecretsAnswer> {
  return wiredHandler(
    (observer) => wireIntake(intakeSettings(process.env), catalog, observer),
    tools,
    async (event: unknown, { wired }): Promise<IntakeAnswer | SecretsAnswer> =>
      asksAboutSecrets(event)
        ? answerAboutSecrets(['REPORT_LINK_SECRET_NAME', 'SHOP_SECRET_NAME'])
        : answerIntake(parseContract(intakeQuestionSchema, 'a question', event), wired()),
    ({ warm }) => warm(),
  );
}
