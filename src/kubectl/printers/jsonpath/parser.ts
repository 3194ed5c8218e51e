export * from '../../../apimachinery/jsonpath/parser';
