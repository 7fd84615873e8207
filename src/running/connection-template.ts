/** The Python module that reads the settings of connections. A copy is in the folder of each Python tool. */
export const connectionModule = "dex_connection.py";

/** The template of the module. */
export const connectionTemplate = `running/${connectionModule}.njk`;
