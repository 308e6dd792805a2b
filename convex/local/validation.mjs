import { CommitTsPlaceholder, convexToJson } from "convex/values";
import { displayValidator, displayValue } from "./display.mjs";

/** @import { ValidatorJson } from "./types" */

/**
 * Why a value does not match a validator, in the backend's words (convex-backend `common/src/schemas/validator.rs`,
 * ValidationError), or undefined when it does. convex-test says it in its own words, without a path, and does not look
 * into records.
 *
 * @param {ValidatorJson} validator
 * @param {unknown} value
 * @param {string} [path] where the value stands: `.field`, `[0]`
 * @returns {string | undefined}
 */
export function mismatch(validator, value, path = "") {
  switch (validator.type) {
    case "any":
      return undefined;
    case "literal":
      return equalsLiteral(validator.value, value)
        ? undefined
        : `\`${displayValue(value)}\` does not match literal validator \`${displayValidator(validator)}\`.${place(path)}`;
    case "id":
      return idMismatch(validator, value, path);
    case "array":
      if (!Array.isArray(value)) return noMatch(validator, value, path);
      return first(value.map((item, at) => () => mismatch(validator.value, item, `${path}[${at}]`)));
    case "union":
      return validator.value.some((member) => mismatch(member, value) === undefined)
        ? undefined
        : noMatch(validator, value, path);
    case "record":
      if (!isObject(value)) return noMatch(validator, value, path);
      return first(
        fieldsOf(value).flatMap(([name, field]) => [
          () => mismatch(validator.keys, name, `${path}.keys()`),
          () => mismatch(validator.values.fieldType, field, `${path}.values()`),
        ]),
      );
    case "object":
      return isObject(value) ? objectMismatch(validator, value, path) : noMatch(validator, value, path);
    case "null":
      return value === null ? undefined : noMatch(validator, value, path);
    case "bytes":
      return value instanceof ArrayBuffer ? undefined : noMatch(validator, value, path);
    case "commitTs":
      return typeof value === "bigint" || value instanceof CommitTsPlaceholder
        ? undefined
        : noMatch(validator, value, path);
    default:
      return typeof value === validator.type ? undefined : noMatch(validator, value, path);
  }
}

/**
 * @param {Extract<ValidatorJson, { type: "object" }>} validator
 * @param {object} value
 * @param {string} path
 */
function objectMismatch(validator, value, path) {
  const given = new Map(fieldsOf(value));
  const declared = Object.entries(validator.value);
  const context = () =>
    `\n${place(path)}\nObject: ${displayValue(value)}\nValidator: ${displayValidator(validator)}`;
  const missing = declared.find(([name, field]) => !field.optional && !given.has(name));
  if (missing !== undefined) {
    return (
      `Object is missing the required field \`${missing[0]}\`. Consider wrapping the field validator in ` +
      `\`v.optional(...)\` if this is expected.${context()}`
    );
  }
  const extra = [...given.keys()].find((name) => !Object.hasOwn(validator.value, name));
  if (extra !== undefined) {
    return `Object contains extra field \`${extra}\` that is not in the validator.${context()}`;
  }
  return first(
    declared
      .filter(([name]) => given.has(name))
      .map(
        ([name, field]) =>
          () =>
            mismatch(field.fieldType, given.get(name), `${path}.${name}`),
      ),
  );
}

/**
 * convex-test's IDs are digits and the table's name; anything else is no ID.
 *
 * @param {Extract<ValidatorJson, { type: "id" }>} validator
 * @param {unknown} value
 * @param {string} path
 */
function idMismatch(validator, value, path) {
  const table = typeof value === "string" ? /^\d+(\D.*)$/s.exec(value)?.[1] : undefined;
  if (table === undefined) return noMatch(validator, value, path);
  if (table === validator.tableName) return undefined;
  return (
    `Found ID ${displayValue(value)} from table \`${table}\`, which does not match the table name in validator ` +
    `\`${displayValidator(validator)}\`.${place(path)}`
  );
}

/**
 * @param {ValidatorJson} validator
 * @param {unknown} value
 * @param {string} path
 */
function noMatch(validator, value, path) {
  return `Value does not match validator.\n${place(path)}\nValue: ${displayValue(value)}\nValidator: ${displayValidator(validator)}`;
}

/** @param {string} path */
function place(path) {
  return path === "" ? "" : `Path: ${path}`;
}

/** @param {(() => string | undefined)[]} checks */
function first(checks) {
  for (const check of checks) {
    const why = check();
    if (why !== undefined) return why;
  }
  return undefined;
}

/**
 * @param {unknown} literal as JSON: an int64 is `{"$integer": …}`
 * @param {unknown} value
 */
function equalsLiteral(literal, value) {
  if (typeof value === "bigint" && typeof literal === "object") {
    return JSON.stringify(convexToJson(value)) === JSON.stringify(literal);
  }
  return literal === value;
}

/**
 * @param {unknown} value
 * @returns {value is object}
 */
function isObject(value) {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof ArrayBuffer)
  );
}

/**
 * @param {object} value
 * @returns {[string, unknown][]}
 */
function fieldsOf(value) {
  return Object.entries(value).filter(([, field]) => field !== undefined);
}
