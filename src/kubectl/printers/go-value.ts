export * from '../../apimachinery/go-value';
