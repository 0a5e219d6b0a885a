import * as z from 'zod';
import type { Resource } from '../assembly/assembly';
import { functionName, type Permission } from './functions';
import { functionUrl } from '../assembly/names';
import type { Resolver } from '../assembly/resolver';
import { refuseProperties } from '../assembly/resource-types';

/** A function that takes HTTP requests at an address of its own. */
export interface FunctionUrl {
  readonly functionName: string;
  readonly authType: 'NONE' | 'AWS_IAM';
  /** The address that `Fn::GetAtt` gives. Locally the function is reached at another one. */
  readonly awsUrl: string;
  /** From which other origins pages of browsers may call it. @default - from none */
  readonly cors?: Cors | undefined;
}

/** What Lambda says to browsers by itself. */
export interface Cors {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly allowCredentials: boolean;
  readonly maxAgeSeconds?: number | undefined;
}

const names = z.array(z.string()).default([]);

const corsSchema = z.object({
  AllowOrigins: names,
  AllowMethods: names,
  AllowHeaders: names,
  ExposeHeaders: names,
  AllowCredentials: z.boolean().default(false),
  MaxAge: z.coerce.number().optional(),
});

const urlSchema = z.object({
  AuthType: z.enum(['NONE', 'AWS_IAM']),
  TargetFunctionArn: z.string(),
  Cors: corsSchema.optional(),
  InvokeMode: z
    .literal('BUFFERED', { error: 'the local system streams no responses; use InvokeMode BUFFERED' })
    .default('BUFFERED'),
});

export function readFunctionUrl(
  resource: Resource,
  resolver: Resolver,
  place: { readonly account: string; readonly region: string },
): FunctionUrl {
  refuseProperties(resource, {
    Qualifier: 'the local system does not support versions and aliases.',
  });
  const { AuthType, TargetFunctionArn, Cors: cors } = resolver.read(resource, urlSchema);
  return {
    functionName: functionName(TargetFunctionArn),
    authType: AuthType,
    awsUrl: functionUrl(TargetFunctionArn, place),
    cors: cors && corsIn(cors),
  };
}

function corsIn(given: z.infer<typeof corsSchema>): Cors {
  return {
    allowOrigins: given.AllowOrigins,
    allowMethods: given.AllowMethods,
    allowHeaders: given.AllowHeaders,
    exposeHeaders: given.ExposeHeaders,
    allowCredentials: given.AllowCredentials,
    maxAgeSeconds: given.MaxAge,
  };
}

/**
 * Whether everybody may call the function at its URL. Lambda asks for two permissions: one for the URL, and one to be
 * invoked through it. Callers with a signature need none in the same account: their own policies are not looked at
 * here.
 */
export function isOpenToAll(permissions: readonly Permission[], name: string): boolean {
  const forAll = permissions.filter(
    ({ functionName: of, principal, urlAuthType = 'NONE' }) =>
      of === name && principal === '*' && urlAuthType === 'NONE',
  );
  const allows = (wanted: string): boolean => forAll.some(({ action }) => [wanted, 'lambda:*', '*'].includes(action));
  return allows('lambda:InvokeFunctionUrl') && allows('lambda:InvokeFunction');
}
