import * as z from 'zod';
import { arnMatches } from '../assembly/arn';
import type { Assembly, Resource } from '../assembly/assembly';
import { placeOf, type Resolver } from '../assembly/resolver';
import { refuseProperties } from '../assembly/resource-types';
import { TemplateError } from '../assembly/template-error';

const functionSchema = z.object({
  Handler: z.string(),
  Runtime: z.string().startsWith('nodejs'),
  Code: z.object({ S3Key: z.string() }),
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }).default({ Variables: {} }),
  ReservedConcurrentExecutions: z.number().optional(),
  DeadLetterConfig: z.object({ TargetArn: z.string() }).optional(),
});

const invokeConfigSchema = z.object({
  FunctionName: z.string(),
  Qualifier: z.literal('$LATEST'),
  MaximumEventAgeInSeconds: z.number().default(21_600),
  MaximumRetryAttempts: z.number().default(2),
  DestinationConfig: z
    .object({ OnFailure: z.object({ Destination: z.string() }).optional(), OnSuccess: z.undefined().optional() })
    .optional(),
});

const permissionSchema = z.object({
  FunctionName: z.string(),
  Action: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
  FunctionUrlAuthType: z.enum(['NONE', 'AWS_IAM']).optional(),
  InvokedViaFunctionUrl: z.boolean().default(false),
});

/** How Lambda treats events that it takes now and works on later. */
interface AsynchronousInvocation {
  readonly maximumEventAgeSeconds: number;
  readonly maximumRetryAttempts: number;
  /** The queue that gets the record of an event that was given up on. */
  readonly onFailureArn?: string | undefined;
  /** The function's own dead-letter queue, the older way to say it. */
  readonly deadLetterArn?: string | undefined;
}

export interface FunctionDefinition {
  readonly name: string;
  readonly arn: string;
  /** Folder of the bundled code. */
  readonly assetFolder: string;
  readonly handler: string;
  readonly runtime: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly reservedConcurrency?: number | undefined;
  readonly asynchronous: AsynchronousInvocation;
}

/** Who may invoke a function. */
export interface Permission {
  readonly functionName: string;
  readonly action: string;
  readonly principal: string;
  readonly sourceArn?: string | undefined;
  /** Holds only for URLs of this kind. */
  readonly urlAuthType?: 'NONE' | 'AWS_IAM' | undefined;
  /** Holds only for requests that come through the function's URL. */
  readonly viaUrlOnly: boolean;
}

interface InvokeConfig extends Omit<AsynchronousInvocation, 'deadLetterArn'> {
  readonly functionName: string;
}

export function readFunction(
  resource: Resource,
  resolver: Resolver,
  assembly: Assembly,
  configs: readonly InvokeConfig[],
): FunctionDefinition {
  refuseProperties(resource, {
    Layers: 'the local system loads no layers; bundle what the function needs.',
    ImageConfig: 'the local system runs no container images.',
  });
  const name = resolver.nameOf(resource);
  const read = resolver.read(resource, functionSchema);
  const config = configs.find(({ functionName }) => functionName === name);
  return {
    name,
    arn: resolver.attributeOf(resource, 'Arn'),
    assetFolder: assetFolder(resource, read.Code.S3Key, assembly),
    handler: read.Handler,
    runtime: read.Runtime,
    timeoutSeconds: read.Timeout,
    memoryMegabytes: read.MemorySize,
    environment: read.Environment.Variables,
    reservedConcurrency: read.ReservedConcurrentExecutions,
    asynchronous: {
      maximumEventAgeSeconds: config?.maximumEventAgeSeconds ?? 21_600,
      maximumRetryAttempts: config?.maximumRetryAttempts ?? 2,
      onFailureArn: config?.onFailureArn,
      deadLetterArn: read.DeadLetterConfig?.TargetArn,
    },
  };
}

export function readInvokeConfig(resource: Resource, resolver: Resolver): InvokeConfig {
  const read = resolver.read(resource, invokeConfigSchema);
  return {
    functionName: functionName(read.FunctionName),
    maximumEventAgeSeconds: read.MaximumEventAgeInSeconds,
    maximumRetryAttempts: read.MaximumRetryAttempts,
    onFailureArn: read.DestinationConfig?.OnFailure?.Destination,
  };
}

export function readPermission(resource: Resource, resolver: Resolver): Permission {
  const read = resolver.read(resource, permissionSchema);
  return {
    functionName: functionName(read.FunctionName),
    action: read.Action,
    principal: read.Principal,
    sourceArn: read.SourceArn,
    urlAuthType: read.FunctionUrlAuthType,
    viaUrlOnly: read.InvokedViaFunctionUrl,
  };
}

/** Whether EventBridge may invoke a function for a rule. */
export function mayInvoke(permissions: readonly Permission[], functionName: string, ruleArn: string): boolean {
  return mayBeInvoked(permissions, functionName, { principal: 'events.amazonaws.com', sourceArn: ruleArn });
}

/** Whether a service may invoke a function for something of its own: a rule, a topic. */
export function mayBeInvoked(
  permissions: readonly Permission[],
  functionName: string,
  { principal, sourceArn }: { readonly principal: string; readonly sourceArn: string },
): boolean {
  return permissions.some(
    (permission) =>
      permission.functionName === functionName &&
      !permission.viaUrlOnly &&
      arnMatches(permission.action, 'lambda:InvokeFunction') &&
      permission.principal === principal &&
      (permission.sourceArn === undefined || arnMatches(permission.sourceArn, sourceArn)),
  );
}

/** The name at the end of a function's ARN. */
export function functionName(nameOrArn: string): string {
  return nameOrArn.split(':function:').at(-1) ?? nameOrArn;
}

function assetFolder(resource: Resource, key: string, assembly: Assembly): string {
  const folder = assembly.assetFolders.get(key);
  if (folder !== undefined) return folder;
  throw new TemplateError(
    placeOf(resource),
    `its code (${key}) is no folder of this assembly. Synthesize with bundling, and without inline code.`,
  );
}
