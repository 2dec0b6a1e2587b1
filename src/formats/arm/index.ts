/** The expressions in texts of Azure Resource Manager's templates, `[concat(parameters('registry'), '/web')]`. */
export { isArmExpression, parseArmExpression } from './parse.ts';
