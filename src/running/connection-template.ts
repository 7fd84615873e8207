/** The Python module that reads the settings of connections. Each tool in Python has it next to its scripts. */
export const connectionModule = "dex_connection.py";

/** The template of the module. */
export const connectionTemplate = `running/${connectionModule}.njk`;
