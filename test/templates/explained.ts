/** A finding of cfn-lint that is no fault. */
export interface Explained {
  /** The id of the rule. */
  readonly rule: string;
  /** Where: the path in a template, such as `Resources/Name/Properties/…`. */
  readonly at: RegExp;
  /** What the rule says there. */
  readonly says: RegExp;
  readonly why: string;
}

/** All that cfn-lint finds in our templates and that stays. Whatever else it finds is a fault. */
export const explained: readonly Explained[] = [
  {
    rule: 'W3005',
    at: /^Resources\/\w+Function\w+\/DependsOn\/\d+$/,
    says: /Role\w+' dependency already enforced by a 'GetAtt'/,
    why: 'The CDK lets a function wait for its role together with the policies of that role, which nothing else makes it wait for. That it names the role twice does nothing.',
  },
  {
    rule: 'W3005',
    at: /^Resources\/\w+SealsKeys\w+\/DependsOn\/\d+$/,
    says: /Function\w+' dependency already enforced by a 'GetAtt' at '.*ServiceToken'/,
    why: 'The keys of the seals are made by a function that has to have its rights first, so they wait for all of it. That this names the function twice does nothing.',
  },
];
