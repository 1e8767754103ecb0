import process from "node:process";
import { Shop } from "../../../shop.jsx";

export default async function Page({ params }) {
  const { runtime } = await params;
  return <Shop baseUrl={`/api/${runtime}`} iccid={process.env.ICCID} />;
}
