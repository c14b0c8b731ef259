/** What every part of a node's form is given. */
export type FieldsProps<Spec> = {
  spec: Spec;
  set: (spec: Spec) => void;
  errorOf: (field: string) => string | undefined;
};
