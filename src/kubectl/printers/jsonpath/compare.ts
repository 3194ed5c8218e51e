export * from '../../../apimachinery/jsonpath/compare';
