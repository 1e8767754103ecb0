/** Vite loads a view's styles with the view. */
declare module "*.css";
