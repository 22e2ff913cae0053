import * as ts from 'typescript';
import { nodesOf, sourcesBelow } from './sources';

/** What has no text for sendmail: names of files and of the engine's things, and lines that are the administrator's own m4. */
const NOT_FOR_SENDMAIL = [
  ...['ExtraMc', 'ImageSource', 'INetwork', 'Publish', 'QueueVolume', 'SecretDirectory'],
  ...['MapFile.name', 'MapFile.path', 'Recipients.path'],
];

const declarations = new Map(
  sourcesBelow('lib')
    .flatMap(({ parsed }) => [...nodesOf(parsed)])
    .filter((node) => ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node))
    .map((node) => [node.name?.text ?? '', node]),
);

const isMaker = (member: ts.ClassElement): member is ts.MethodDeclaration =>
  ts.isMethodDeclaration(member) && (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) !== 0;

/** What a value consists of: the parameters of a class's makers, the properties of an interface. */
const partsOf = (type: string): { readonly name: string; readonly type: ts.TypeNode }[] => {
  const declaration = declarations.get(type);
  if (declaration === undefined || NOT_FOR_SENDMAIL.includes(type)) {
    return [];
  }
  const parts = ts.isClassDeclaration(declaration)
    ? declaration.members.filter(isMaker).flatMap(({ parameters }) => [...parameters])
    : declaration.members.filter((member) => ts.isPropertySignature(member));
  const inherited = (declaration.heritageClauses ?? [])
    .flatMap((clause) => [...clause.types])
    .flatMap(({ expression }) => partsOf(expression.getText()));
  const own = parts
    .filter(({ name }) => !NOT_FOR_SENDMAIL.includes(`${type}.${name.getText()}`))
    .flatMap(({ name, type: typeOfPart }) => (typeOfPart ? [{ name: name.getText(), type: typeOfPart }] : []));
  return [...own, ...inherited];
};

const placesIn = (name: string, type: ts.TypeNode): string[] => {
  if (ts.isArrayTypeNode(type)) {
    return placesIn(name, type.elementType);
  }
  if (ts.isTypeLiteralNode(type)) {
    const [index] = type.members.filter((member) => ts.isIndexSignatureDeclaration(member));
    return index ? [`${name}, key`, ...placesIn(`${name}, value`, index.type)] : [];
  }
  return type.kind === ts.SyntaxKind.StringKeyword
    ? [name]
    : partsOf(type.getText()).flatMap((part) => placesIn(`${name}.${part.name}`, part.type));
};

/** Every place below a public interface that takes a text of the user's: `MtaRx.dnsbl.zone` for the maker's parameter. */
export const placesForTexts = (name: string, type: string): string[] => [
  ...new Set(partsOf(type).flatMap((part) => placesIn(`${name}.${part.name}`, part.type))),
];
