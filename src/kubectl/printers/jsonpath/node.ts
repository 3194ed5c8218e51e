export * from '../../../apimachinery/jsonpath/node';
