import * as ts from 'typescript';
import { nodesOf, sourcesBelow } from './sources';

/** A property of a public interface, as its docstring says it. */
export interface PublicOption {
  /** The property; of a struct in it, `property.member`. */
  readonly name: string;
  readonly doc: string;
  /** What stands behind `@default`. */
  readonly byDefault: string;
}

const nodes = sourcesBelow('lib').flatMap(({ parsed }) => [...nodesOf(parsed)]);

const interfaces = new Map(
  nodes.filter((node) => ts.isInterfaceDeclaration(node)).map((declaration) => [declaration.name.text, declaration]),
);

/** Classes that hold a struct, such as `RecipientPolicy`, by the type of their property `options`. */
const holders = new Map(
  nodes
    .filter((node) => ts.isParameter(node))
    .filter(({ name, modifiers }) => name.getText() === 'options' && modifiers !== undefined)
    .map(({ parent, type }) => [(parent.parent as ts.ClassDeclaration).name?.text, type?.getText()]),
);

const commentOf = (node: { readonly comment?: string | ts.NodeArray<ts.JSDocComment> } | undefined): string =>
  (ts.getTextOfJSDocComment(node?.comment) ?? '').replace(/\s+/g, ' ');

const optionOf = (member: ts.TypeElement, prefix: string): PublicOption => {
  const doc = ts.getJSDocCommentsAndTags(member).find((node) => ts.isJSDoc(node));
  const byDefault = ts.getJSDocTags(member).find(({ tagName }) => tagName.text === 'default');
  return {
    name: prefix + (member.name?.getText() ?? ''),
    doc: commentOf(doc),
    byDefault: commentOf(byDefault).replace(/^- /, ''),
  };
};

/** The struct that a property's value is, or a list of them; where it is asked for, also what a class holds. */
const structOf = (member: ts.TypeElement, heldToo: boolean): ts.InterfaceDeclaration | undefined => {
  const type = ts.isPropertySignature(member) ? member.type?.getText().replace(/\[\]$/, '') : undefined;
  // jsii: an interface that begins with I is one of behaviour.
  if (type === undefined || /^I[A-Z]/.test(type)) {
    return undefined;
  }
  return interfaces.get(type) ?? (heldToo ? interfaces.get(holders.get(type) ?? '') : undefined);
};

const membersOf = (declaration: ts.InterfaceDeclaration): ts.TypeElement[] => {
  const inherited = (declaration.heritageClauses ?? [])
    .flatMap(({ types }) => types.map(({ expression }) => interfaces.get(expression.getText())))
    .flatMap((parent) => (parent ? membersOf(parent) : []));
  return [...declaration.members, ...inherited];
};

/**
 * All properties of a public interface: its own, those that it inherits, and behind each the members of a struct in it;
 * where it is asked for, also of a struct that a class in it holds.
 */
export const optionsOf = (name: string, heldToo = false): PublicOption[] => {
  const declaration = interfaces.get(name);
  if (declaration === undefined) {
    throw new Error(`lib has no interface ${name}`);
  }
  return membersOf(declaration).flatMap((member) => {
    const struct = structOf(member, heldToo);
    const option = optionOf(member, '');
    return [option, ...(struct ? membersOf(struct).map((inner) => optionOf(inner, `${option.name}.`)) : [])];
  });
};
