export * from '../../../apimachinery/jsonpath/evaluate';
