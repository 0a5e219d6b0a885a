import { Token } from 'aws-cdk-lib';
import { CfnEmailIdentity } from 'aws-cdk-lib/aws-ses';
import type { IConstruct } from 'constructs';
import { isSameEnvironment } from '../grants/same-environment';

/** The apps that are looked at already. */
const checked = new WeakSet<IConstruct>();

/**
 * Makes the synthesis fail where an SES identity is created twice in one account and region: SES has each once, and the
 * second deployment would fail. Looked at once in an app, however many instances it has.
 */
export function refuseIdentitiesMadeTwice({ node: { root } }: IConstruct): void {
  if (checked.has(root)) return;
  checked.add(root);
  root.node.addValidation({ validate: () => identityProblems(root) });
}

function identityProblems(root: IConstruct): string[] {
  const identities = root.node.findAll().filter((each) => each instanceof CfnEmailIdentity);
  return identities.flatMap((identity, index) => {
    const first = identities.slice(0, index).find((earlier) => isSame(earlier, identity));
    if (!first) return [];
    return [
      `${first.node.path} and ${identity.node.path} both create the SES identity ${identity.emailIdentity}, of which there is one ` +
        "in an account and region. Create it once, and give it to the other as its sender's `identity`, or by its name: " +
        `EmailIdentity.fromEmailIdentityName(this, 'Sender', '${identity.emailIdentity}'). Stages that are deployed apart name ` +
        'it in `senderIdentity`.',
    ];
  });
}

function isSame(one: CfnEmailIdentity, other: CfnEmailIdentity): boolean {
  return sesNameOf(one) === sesNameOf(other) && isSameEnvironment(one.env, other.env);
}

/** SES knows a domain by its letters, whatever their case. */
function sesNameOf({ emailIdentity }: CfnEmailIdentity): string {
  return Token.isUnresolved(emailIdentity) ? emailIdentity : emailIdentity.toLowerCase();
}
