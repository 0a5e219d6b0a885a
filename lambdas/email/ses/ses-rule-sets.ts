import {
  DescribeActiveReceiptRuleSetCommand,
  SetActiveReceiptRuleSetCommand,
  type SESClient,
} from '@aws-sdk/client-ses';

/** Which set of rules SES receives mail by. An account and region has one that is active, or none. */
export class SesRuleSets {
  constructor(private readonly client: SESClient) {}

  async active(): Promise<string | undefined> {
    const { Metadata } = await this.client.send(new DescribeActiveReceiptRuleSetCommand({}));
    return Metadata?.Name;
  }

  /** @param name undefined: SES receives no mail any more */
  async activate(name: string | undefined): Promise<void> {
    await this.client.send(new SetActiveReceiptRuleSetCommand({ RuleSetName: name }));
  }
}
