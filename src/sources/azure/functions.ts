import { type Implementation, unknown } from '../../formats/expressions/index.ts';
import { textFunctions } from './text-functions.ts';
import { valueFunctions } from './value-functions.ts';

/** Functions of what is deployed, and of the moment. */
const AT_DEPLOYMENT = [
  'reference',
  'resourceId',
  'extensionResourceId',
  'subscriptionResourceId',
  'tenantResourceId',
  'resourceGroup',
  'subscription',
  'tenant',
  'deployment',
  'deployer',
  'environment',
  'listKeys',
  'listCredentials',
  'list',
  'uniqueString',
  'guid',
  'newGuid',
  'utcNow',
  'pickZones',
  'getSecret',
];

/** The functions of ARM templates and of Bicep. Those of templates are found in small letters too, which their writers use at will. */
export const azureFunctions: ReadonlyMap<string, Implementation> = new Map(
  [
    ...Object.entries(textFunctions),
    ...Object.entries(valueFunctions),
    ...AT_DEPLOYMENT.map(
      (name) => [name, () => unknown(`${name}() is known only when Azure deploys`)] as const,
    ),
  ].flatMap(([name, implementation]) => [
    [name, implementation] as const,
    [name.toLowerCase(), implementation] as const,
  ]),
);
