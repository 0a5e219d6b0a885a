import { SESClient } from '@aws-sdk/client-ses';
import { SesRuleSets } from '../../email/ses/ses-rule-sets';
import { awsClientConfig } from '../wiring/clients';

/** What the function works with that activates our rule set. */
export interface RuleSetPorts {
  readonly sets: Pick<SesRuleSets, 'active' | 'activate'>;
  /** Answers to the deployment. */
  readonly answer: (url: string, body: string) => Promise<void>;
}

export function wireRuleSets(): RuleSetPorts {
  return { sets: new SesRuleSets(new SESClient(awsClientConfig)), answer: put };
}

/** CloudFormation gives a URL that is signed for exactly this, without a content type. */
async function put(url: string, body: string): Promise<void> {
  const { ok, status } = await fetch(url, { method: 'PUT', body, headers: { 'content-type': '' } });
  if (!ok) throw new Error(`the deployment did not take the answer: HTTP ${status}`);
}
