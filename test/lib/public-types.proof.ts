import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.join(__dirname, '../..');
const entries = [
  'lib/index.ts',
  'lambdas/failures/index.ts',
  'lambdas/detect/index.ts',
  'lambdas/runtime/index.ts',
].map((file) => path.join(root, file));

/** The sources of the package, to the compiler. */
function compile(): ts.Program {
  const { config } = ts.parseConfigFileTextToJson('', readFileSync(path.join(root, 'tsconfig.json'), 'utf8')) as {
    readonly config: { readonly compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson({ ...config.compilerOptions, types: ['node'] }, root);
  return ts.createProgram(entries, options);
}

/** Finds types of ours that public members use. */
class PublicTypes {
  private readonly checker: ts.TypeChecker;
  private readonly exported: ReadonlySet<ts.Symbol>;
  private readonly seen = new Set<ts.Type>();
  readonly missing = new Set<string>();

  constructor(private readonly program: ts.Program) {
    this.checker = program.getTypeChecker();
    this.exported = new Set(entries.flatMap((file) => this.exportsOf(file)).map((symbol) => this.resolved(symbol)));
  }

  /** Looks at everything that `amends` exports, and at what that uses in turn. */
  check(): this {
    const [main = ''] = entries;
    for (const exported of this.exportsOf(main)) {
      const symbol = this.resolved(exported);
      const isValue = symbol.flags & ts.SymbolFlags.Value && !isTypeOnly(exported);
      if (isValue) this.look(this.checker.getTypeOfSymbol(symbol), symbol.name);
      if (symbol.flags & ts.SymbolFlags.Type) this.look(this.checker.getDeclaredTypeOfSymbol(symbol), symbol.name);
    }
    return this;
  }

  private exportsOf(file: string): ts.Symbol[] {
    const source = this.program.getSourceFile(file);
    const module = source && this.checker.getSymbolAtLocation(source);
    if (!module) throw new Error(`${file} is no module`);
    return this.checker.getExportsOfModule(module);
  }

  private resolved(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
  }

  private look(type: ts.Type, user: string): void {
    if (this.seen.has(type)) return;
    this.seen.add(type);
    for (const argument of [...(type.aliasTypeArguments ?? []), ...this.argumentsOf(type)]) this.look(argument, user);
    const name = type.aliasSymbol ?? type.getSymbol();
    if (name && isNamed(name)) {
      if (!isOurs(name)) return;
      if (!this.exported.has(name)) this.missing.add(`${name.name}, of ${user}`);
    }
    if (type.isUnionOrIntersection()) for (const member of type.types) this.look(member, user);
    for (const signature of [...type.getCallSignatures(), ...type.getConstructSignatures()]) this.sign(signature, user);
    for (const property of type.getProperties()) if (isPublic(property)) this.member(property, name?.name ?? user);
  }

  private argumentsOf(type: ts.Type): readonly ts.Type[] {
    const isReference = (type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference;
    return isReference ? this.checker.getTypeArguments(type as ts.TypeReference) : [];
  }

  private member(property: ts.Symbol, owner: string): void {
    this.look(this.checker.getTypeOfSymbol(property), `${owner}.${property.name}`);
  }

  private sign(signature: ts.Signature, user: string): void {
    const { declaration } = signature;
    if (declaration && ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.NonPublicAccessibilityModifier)
      return;
    for (const parameter of signature.getParameters()) this.look(this.checker.getTypeOfSymbol(parameter), user);
    this.look(signature.getReturnType(), user);
  }
}

/** Of what is exported as a type nobody can call the constructor. */
function isTypeOnly({ declarations = [] }: ts.Symbol): boolean {
  return declarations.some((each) => ts.isExportSpecifier(each) && (each.isTypeOnly || each.parent.parent.isTypeOnly));
}

function isNamed(symbol: ts.Symbol): boolean {
  const named = ts.SymbolFlags.Class | ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias | ts.SymbolFlags.RegularEnum;
  return (symbol.flags & named) !== 0;
}

function isOurs({ declarations = [] }: ts.Symbol): boolean {
  return declarations.some((declaration) => !declaration.getSourceFile().fileName.includes('node_modules'));
}

function isPublic(symbol: ts.Symbol): boolean {
  const { declarations = [] } = symbol;
  return (
    isOurs(symbol) &&
    declarations.every((each) => !(ts.getCombinedModifierFlags(each) & ts.ModifierFlags.NonPublicAccessibilityModifier))
  );
}

test('whatever a public member of the constructs takes or returns has a type that is exported', () => {
  expect([...new PublicTypes(compile()).check().missing]).toEqual([]);
});
