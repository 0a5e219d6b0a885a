/** A resource of a template, as far as it decides whether the emulator knows it. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
}

/** Resources that are left out of what is deployed into the emulator, each with why. All others are deployed. */
export const leftOut: readonly {
  readonly what: string;
  readonly why: string;
  isIt(found: TemplateResource): boolean;
}[] = [
  {
    what: 'policies of the event bus',
    why: 'it refuses AWS::Events::EventBusPolicy, and looks at no policy when events are published',
    isIt: ({ Type }) => Type === 'AWS::Events::EventBusPolicy',
  },
  {
    what: 'the policy of the operators’ function',
    why: 'it refuses AWS::Lambda::ResourcePolicy, and passes on no identity of who calls a function URL',
    isIt: ({ Type }) => Type === 'AWS::Lambda::ResourcePolicy',
  },
  {
    what: 'rules for mails that come, and the rule set',
    why: 'it receives no mail: what SES does with an answer is done by the trial, with the bucket and the function of the template',
    isIt: ({ Type }) => /^(AWS::SES::ReceiptRule(Set)?|Custom::AmendsActiveRuleSet)$/.test(Type),
  },
  {
    what: 'alarms over metric math',
    why: 'it refuses AWS::CloudWatch::Alarm with Metrics',
    isIt: ({ Type, Properties }) => Type === 'AWS::CloudWatch::Alarm' && Properties?.['Metrics'] !== undefined,
  },
];

/** Outputs that are left out in the same way. */
export const leftOutOutputs: readonly {
  readonly what: string;
  readonly why: string;
  isIt(written: string): boolean;
}[] = [
  {
    what: 'DNS records of DKIM',
    why: 'its identities at SES have no attributes DkimDNSToken…',
    isIt: (written) => written.includes('DkimDNSToken'),
  },
];

/** Resources that are given a name, each with why. AWS makes one up, and keeps it whatever else of them changes. */
export const named: readonly {
  readonly what: string;
  readonly why: string;
  readonly type: string;
  readonly property: string;
}[] = [
  {
    what: 'the name of the table that CloudFormation makes up',
    why: 'it makes another table, which is empty, when anything of an AWS::DynamoDB::GlobalTable without a name changes',
    type: 'AWS::DynamoDB::GlobalTable',
    property: 'TableName',
  },
];

/** What is deployed and does nothing there, so that this proof says nothing of it. */
export const notObeyed: readonly { readonly what: string; readonly why: string }[] = [
  { what: 'who may do what', why: 'it evaluates no policy of a role, a queue, a function or a key by default' },
  { what: 'the operator API', why: 'it passes no identity of the caller to a function URL, so everybody is refused' },
  { what: 'delivery, bounces and complaints', why: 'its SES takes mails and publishes no events about them' },
  {
    what: 'how long Lambda waits before it runs a failed event again',
    why: 'it waits one and two seconds, and not one and two minutes: what failed soon is in the retry queue',
  },
  {
    what: 'a failed event that waits for its next try while its function is deployed',
    why: 'it forgot one that was being tried when the function changed',
  },
];
