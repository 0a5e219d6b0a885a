import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, type IRole } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import * as z from 'zod/mini';
import { usageTableSchema, type UsageSetting, type UsageTable } from '../../lambdas/detect/paged/usage';

/** Who says who used a service, if not the shop. */
export class Usage {
  /**
   * A table of yours, by how it is keyed. It is queried, and neither scanned nor written.
   *
   * @throws Error where the description is none
   */
  static table(table: ITable, described: UsageTable): Usage {
    const checked = usageTableSchema.safeParse(described);
    if (!checked.success) throw new Error(`The table of usage is described wrongly: ${z.prettifyError(checked.error)}`);
    const { index } = checked.data;
    const resource = index === undefined ? table.tableArn : `${table.tableArn}/index/${index}`;
    return new Usage(
      { ask: 'table', tableName: table.tableName, table: checked.data },
      new PolicyStatement({ actions: ['dynamodb:Query'], resources: [resource] }),
      (role) => void table.encryptionKey?.grantDecrypt(role),
    );
  }

  /** A function of yours, which asks wherever you keep that: it is invoked, and waited for. */
  static function(lambda: IFunction): Usage {
    return new Usage(
      { ask: 'function', functionName: lambda.functionName },
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [lambda.functionArn] }),
    );
  }

  private constructor(
    /** As the functions are told. */
    readonly setting: UsageSetting,
    /** The one right that asking needs. */
    readonly permission: PolicyStatement,
    /** Lets a role read what is encrypted with a key of the team's. */
    readonly grantKey: (role: IRole) => void = () => undefined,
  ) {}
}
