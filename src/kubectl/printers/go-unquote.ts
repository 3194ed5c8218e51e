export * from '../../apimachinery/go-unquote';
