/** A phone or tablet that takes an eSIM. Other fields that the server sends are present too. */
export interface CompatibleDevice {
  /** The name of the model. */
  name: string;
  brand: string | null;
  /** `android`, `ios`, or one that PressOne adds later. */
  os: string | null;
  /** The odd values of this device, which are null. Absent if there are none. */
  issues?: Issue[];
}

/** The result of `getCompatibleDevices`. */
export interface CompatibleDeviceList extends Kept {
  devices: CompatibleDevice[];
}
