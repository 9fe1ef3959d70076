/** Columns that number their rows: patient_id, Nr, index. They measure nothing, and are not offered. */

// these as the first or the last word of a name; the others only where they are all of it
const ID = new Set("id ids uid uuid guid oid rowid objectid fid".split(" "));
const WHOLE = new Set(
  "nr,no,num,number,nummer,index,idx,row,rownum,rownames,rown,obs,observation,case,caseno,casenum,key,serial,record,seq,sequence,lfd nr,lfdnr,row names,row number,row no,case number,case no,record number,serial no,serial number,unnamed 0,s no,sno,sl no,sr no".split(
    ",",
  ),
);
const SIGNS = ["#", "№", "Nº", "N°", "序号", "番号"];

/**
 * Whether a column is called an identifier, and its values are whole numbers and all different.
 * @param {string} name
 * @param {Float64Array} numbers
 */
export function isIdentifier(name, numbers) {
  const words = (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? []).map(word => word.toLowerCase());
  const called =
    SIGNS.includes(name) || WHOLE.has(words.join(" ")) || ID.has(words[0]) || ID.has(words[words.length - 1]);
  return (
    called &&
    numbers.length > 1 &&
    numbers.every(Number.isInteger) &&
    new Set(numbers).size === numbers.length
  );
}
