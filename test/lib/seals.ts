import type { Template } from 'aws-cdk-lib/assertions';
import { resourceOf } from './synthesize';

/** The ARN of the secret with the keys of the seals, as a template says it. */
export function sealSecretIn(template: Template): object {
  return { Ref: resourceOf(template, 'AWS::SecretsManager::Secret').id };
}

/** What functions know that judge seals. */
export function judgingIn(template: Template): object {
  const { id } = resourceOf(template, 'Custom::AmendsSealKeys');
  return { SEAL_KEYS: { 'Fn::GetAtt': [id, 'PublicKeys'] } };
}

/** What functions know that make them. */
export function sealingIn(template: Template): object {
  return { ...judgingIn(template), SEAL_SECRET_NAME: sealSecretIn(template) };
}
