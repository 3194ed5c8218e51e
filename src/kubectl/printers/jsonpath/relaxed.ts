export * from '../../../apimachinery/jsonpath/relaxed';
