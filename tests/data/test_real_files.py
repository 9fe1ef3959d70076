"""Files as real software writes them: each is read as it was meant, or refused in one clear line."""

# ruff: noqa: E501 - a table is read line by line

import numpy as np
import pandas as pd
import pytest

from kmanim.data.find_row import row_of
from kmanim.data.load import loaded as load  # advice is in the words of the command
from kmanim.errors import InputError

NL = "\n"


def rows(*lines):
    return "".join(f"{line}\n" for line in lines)


PORTAL = "id\tlat\tlon\tplace\n1\t50.1\t12.1\t{}\n2\t50.2\t12.3\t{}\n3\t51.2\t13.3\t{}\n4\t51.9\t13.9\tHill\n"
PLACES = [[50.1, 12.1], [50.2, 12.3], [51.2, 13.3], [51.9, 13.9]]
YEARS = rows("Country,1990,2000", "France,56,59", "Italy,57,57", "Spain,39,40", "Malta,.4,.4")
CATEGORIES = rows("red,round", "red,square", "blue,round", "blue,square", "red,round", "red,round")

# What it is: text (or bytes), options, columns, points or their number, and what a note or the labels say.
READ = {
    # Quotation marks that are letters
    "portal of biodiversity": (
        "id\tlat\tlon\tplace\n1\t50.1\t12.1\t\"Old mill\n2\t50.2\t12.3\tBridge\n3\t51.2\t13.3\tford\"\n"
        "4\t51.9\t13.9\tHill\n5\t51.8\t13.5\tDam\n",
        {}, "lat lon", 5, "Took quotation marks for letters, as every line has 4 fields so.",
    ),
    "one mark that opens": (PORTAL.format('"Old mill', "Bridge", "Ford"), {}, "lat lon", PLACES, "letters"),
    "a mark within words": (PORTAL.format('5" pipe', "a 3'2\" wall", "Ford"), {}, "lat lon", PLACES, ""),
    "a name in marks, and more": (PORTAL.format('"Rosa" sp.', '"Flora"', "Ford"), {}, "lat lon", PLACES, "letters"),
    "a mark opens in the middle": (
        rows("place\tx\ty", '"Old\t1\t2', "Mill\t3\t4", "Ford\t5\t6"), {}, "x y", [[1, 2], [3, 4], [5, 6]], "letters"
    ),
    "marks between commas": (
        rows("id,lat,lon,place", '1,50.1,12.1,"Old mill', "2,50.2,12.3,Bridge", '3,51.2,13.3,ford"'),
        {}, "lat lon", 3, "letters",
    ),
    "marks are letters by order": (
        rows("place,x,y", '"a"b,1,2', '"c",3,4'), {"quotes": "none"}, "x y", [[1, 2], [3, 4]], ('"a"b', '"c"')
    ),
    "a field over lines by order": (
        rows("place|x|note", "A|57|red", 'B|97|"1', "C|66|red", 'D|41|ford"'), {"quotes": "double"}, "x", [[57], [97]], ""
    ),
    "a field over lines": ('place,x\n"Old\nmill",1\nHill,2\n', {}, "x", [[1], [2]], ("Old\nmill", "Hill")),
    "all enclosed, one over lines": (
        '"place","x"\n"Old, mill\nand, pond","1"\n"Hill","2"\n', {}, "x", [[1], [2]], ("Old, mill\nand, pond", "Hill")
    ),
    "tabs within marks in every row": (
        rows("name\tx", '"Smith\tJ"\t1', '"Doe\tA"\t2'), {}, "x", [[1], [2]], ("Smith\tJ", "Doe\tA")
    ),
    "tabs within marks in every line": (
        rows('"name\tgiven"\tx', '"Smith\tJ"\t1', '"Doe\tA"\t2'), {}, "x", [[1], [2]], ("Smith\tJ", "Doe\tA")
    ),
    "commas within marks in every row": (
        rows("x,name", '1,"Smith, J"', '2,"Doe, A"'), {}, "x", [[1], [2]], ("Smith, J", "Doe, A")
    ),
    "one name too few, and a mark that opens": (
        rows("x\tplace", 'a\t1\t"Old mill', "b\t3\tHill", "c\t5\tDam"), {}, "x", [[1], [3], [5]], "letters"
    ),
    # Years as names
    "years": (YEARS, {}, "1990 2000", [[56, 59], [57, 57], [39, 40], [0.4, 0.4]], ("France", "Italy", "Spain", "Malta")),
    "two years of large numbers": (
        rows("Country,Country Code,1990,2000", "Italy,ITA,1990,2570", "Malta,MLT,2010,570"), {}, "1990 2000", 2, ("Italy", "Malta")
    ),
    "months": (rows("Station,1,2,3", "A,5,6,7", "B,7,8,9"), {}, "1 2 3", [[5, 6, 7], [7, 8, 9]], ("A", "B")),
    "years after tabs": (YEARS.replace(",", "\t"), {}, "1990 2000", 4, ""),
    "World Bank": (
        rows('"Country Name","Country Code","1960","1961","1962"', '"Aruba","ABW","54608","55811","56682"',
             '"Malta","MLT","326550","325250","323900"', '"Fiji","FJI","393480","407270",".."'),
        {"missing": "drop"}, "1960 1961 1962", 2, "Left out 1 of 3 rows without 1962",
    ),
    "years back": (rows("geo,2021,2020,2019", "AT,1.5,2.5,1.2", "BE,2.2,1.1,1.0"), {}, "2021 2020 2019", 2, ""),
    "years of large numbers": (
        rows("city,2010,2015,2020", "A,1200,1900,1999", "B,150,170,2040", "C,99,98,97"), {}, "2010 2015 2020", 3, ""
    ),
    "a header of numbers, by order": (rows("1990,2000", "3,4"), {"header": "certain"}, "1990 2000", [[3, 4]], ""),
    "no header, by order": (rows("Country,1,2", "Malta,3,4"), {"header": False}, "x2 x3", 2, ""),
    "Eurostat": (
        rows("geo\\TIME_PERIOD\t2019 \t2020 \t2021 ", "AT\t8.8\t8.9\t:", "BE\t11.4\t11.5\t11.5", "BG\t7.0\t6.9\t6.9"),
        {"na": ":", "missing": "drop"}, "2019 2020 2021", 2, "",
    ),
    # Headings that begin with #
    "# over categories": (
        rows("#sample,colour,shape", "A,red,round", "B,red,square", "C,blue,round", "D,blue,square"),
        {"kinds": "categories"}, "colour shape", 4, "Took line 1, which begins with #, for the heading.",
    ),
    "# over categories that do not recur": (
        rows("#sample,colour,shape", "A,red,round", "B,blue,flat"), {"kinds": "categories", "columns": "colour,shape"},
        "colour shape", 2, ("A", "B"),
    ),
    "# over units": (rows("#place,x,y", ",kg,kg", "A,1,2", "B,3,4"), {}, "x y", [[1, 2], [3, 4]], "for units"),
    "# over an empty row": (rows("#place,x", ",", "A,1", "B,3"), {}, "x", [[1], [3]], ("A", "B")),
    "# over decimal commas": (rows("#place;x;y", "A;0;1,5", "B;2,5;3"), {}, "x y", [[0, 1.5], [2.5, 3]], ("A", "B")),
    "numpy.savetxt": (rows("# x,y", "1.0e+00,2.0e+00", "3.0,4.0"), {}, "x y", [[1, 2], [3, 4]], "for the heading"),
    "savetxt with spaces": (rows("# x y", "1.0 2.0", "3.0 4.0"), {"delimiter": " "}, "x y", [[1, 2], [3, 4]], ""),
    "variants": (
        rows("##fileformat=VCF", "##source=a,b", "#CHROM\tPOS\tQUAL", "chr1\t10\t3.5", "chr1\t20\t4.5"),
        {}, "POS QUAL", [[10, 3.5], [20, 4.5]], "Left out 2 lines beginning with #",
    ),
    "# is a name": (rows("#\tname\tx", "1\tA\t5", "2\tB\t7"), {}, "x", [[5], [7]], ("A", "B")),
    "# over several lines": ('"#",x\n"a\nb",1\nc,2\n', {}, "x", 2, ""),
    "QIIME": (
        rows("# Constructed from biom file", "#OTU ID\tS1\tS2", "OTU1\t3\t5", "OTU2\t4\t0"), {}, "S1 S2", 2, ("OTU1", "OTU2")
    ),
    "# and names below": (rows("# made by me, 2024", "x,y", "1,2", "3,4"), {}, "x y", [[1, 2], [3, 4]], "Left out 1 line"),
    "# of as many words as there are columns": (
        rows("# made by me", '"1990" "1995"', '"NY" 71.1 20', '"LA" 85 75'), {}, "1990 1995", [[71.1, 20], [85, 75]], ("NY", "LA")
    ),
    "# of another length": (rows("# one, two, three", "x,y", "1,2"), {}, "x y", [[1, 2]], "Left out 1 line"),
    "# is a comment where there are no names": (rows("# x,y", "1,2", "3,4"), {"header": False}, "x y", 2, ""),
    "categories without names, by order": (CATEGORIES, {"header": False, "kinds": "categories"}, "x y", 6, ""),
    "categories with names, by order": (CATEGORIES, {"header": "certain", "kinds": "categories"}, "red round", 5, ""),
    # Lines under the heading
    "Orange": (
        rows("size\tprice\tcolour\tnote", "continuous\tc\tdiscrete\tstring", "\t\tclass\tmeta", "1\t2\tred\ta", "3\t4\tred\tb",
             "5\t7\tblue\tc"),
        {}, "size price", [[1, 2], [3, 4], [5, 7]], "for types ('continuous', 'c' and 'discrete') and line 3 for roles",
    ),
    "Orange's values": (
        rows("size\tlevel\tcolour", "c\t1 2\tred blue", "\t\tclass", "1\t2\tred", "3\t1\tblue"), {}, "size", [[1], [3]], "roles"
    ),
    "Orange's names": (
        rows("D#age\tC#height\tcD#sex\tmS#name", "1\t2.5\tf\tA", "2\t3.5\tm\tB", "1\t3\tf\tC"), {}, "height", 3,
        "Not clustered: age (categories), sex (a class variable).",
    ),
    "Orange's names of rows": (
        rows("x\tplace\ty", "c\tstring\tc", "\tmeta\tmeta", "1\tA\t2", "3\tB\t4", "5\tC\t7"), {}, "x", [[1], [3], [5]],
        ("A", "B", "C"),
    ),
    "units beside a word of their own": (
        rows("station,temp,wind", "no_unit,kelvin,meter second-1", "A,2,3", "B,3,4"), {}, "temp wind", [[2, 3], [3, 4]], "units"
    ),
    "USGS": (
        rows("# retrieved 2024-01-01", "#", "site_no\tdatetime\tflow", "15s\t20d\t14n", "A1\t2020-01-01\t3.5", "A1\t2020-01-02\t4.5"),
        {}, "flow", [[3.5], [4.5]], "for types ('15s', '20d' and '14n')",
    ),
    "types of a database": (
        rows("name,x,y", "varchar(20),double,int", "A,1.5,2", "B,2.5,3"), {}, "x y", [[1.5, 2], [2.5, 3]], "for types"
    ),
    "ERDDAP": (
        rows("time,latitude,depth,temp,count", "UTC,degrees_north,m,degree_C,1", "2020-01-01T00:00:00Z,50.5,3,11.5,7",
             "2020-01-02T00:00:00Z,50.6,4,NaN,8", "2020-01-03T00:00:00Z,50.7,5,12,9"),
        {"missing": "drop"}, "latitude depth temp count", 2, "Took line 2 for units ('degrees_north', 'm' and 'degree_C')",
    ),
    "units in brackets": (rows("t;v", "[s];[m/s]", "1;2,5", "2;3,5"), {}, "t v", [[1, 2.5], [2, 3.5]], "units"),
    "units of a logger": (rows("T,RH,p", "°C,%,hPa", "1,2,3", "4,5,6"), {}, "T RH p", 2, "units"),
    "Markdown": (
        rows("| name | x | y |", "|:-----|--:|:-:|", "| A    | 1 | 2 |", "| B    | 3 | 4 |"), {}, "x y", [[1, 2], [3, 4]],
        ("A", "B"),
    ),
    "Markdown without bars around": (rows("name | x | y", "--- | --- | ---", "A | 1 | 2", "B | 3 | 4"), {}, "x y", 2, ""),
    "Qualtrics": (
        rows("Q1,Q2", '"How old are you?\nIn years",Size', '"{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"', "30,170",
             "40,180"),
        {}, "Q1 Q2", [[30, 170], [40, 180]], "questions of a survey",
    ),
    # R
    "write.table": (rows('"x" "y"', '"Old mill" 1 2', '"Hill" 3 4.5'), {}, "x y", [[1, 2], [3, 4.5]], ("Old mill", "Hill")),
    "write.table, numbered": (rows('"x" "y"', '"1" 1 2', '"2" 3 4'), {}, "x y", [[1, 2], [3, 4]], "row names"),
    "write.table of some rows": (rows('"x" "y"', '"3" 1 2', '"7" 3 4'), {}, "x y", [[1, 2], [3, 4]], "row names"),
    "write.table, without marks": (rows("x y", "Mill 1 2", "Hill 3 4"), {}, "x y", [[1, 2], [3, 4]], ("Mill", "Hill")),
    "write.table, one column": (rows('"x"', '"Mill" 1', '"Hill" 3'), {}, "x", [[1], [3]], ("Mill", "Hill")),
    "write.table, no row names": (rows('"x" "y"', "1 2", "3 4"), {}, "x y", [[1, 2], [3, 4]], ""),
    "write.table, commas in names": (rows('"x" "y"', '"Mill, old" 1 2', '"Hill" 3 NA'), {"missing": "drop"}, "x y", 1, ""),
    "write.table with commas": (rows("x,y", "Mill,1,2", "Hill,3,4"), {}, "x y", [[1, 2], [3, 4]], ("Mill", "Hill")),
    "write.table after tabs": (rows("x\ty", "Mill\t1\t2", "Hill\t3\t4"), {}, "x y", 2, ("Mill", "Hill")),
    "write.table, categories": (
        rows('"colour" "shape"', '"1" "red" "round"', '"2" "red" "flat"', '"3" "blue" "flat"'),
        {"kinds": "categories"}, "colour shape", 3, "row names",
    ),
    "write.csv": (rows('"","x","y"', '"1",1,2', '"2",3,4'), {}, "x y", [[1, 2], [3, 4]], "row names"),
    "write.csv2": (rows('"";"x";"y"', '"Mill";1,5;2', '"Hill";3;4'), {}, "x y", [[1.5, 2], [3, 4]], ("Mill", "Hill")),
    # Spreadsheets
    "empty column with a name": (rows("x,notes,y", "1,,2", "3,,4"), {}, "x y", [[1, 2], [3, 4]], "notes (empty cells)"),
    "columns behind": (rows("x,y,,", "1,2,,", "3,4,,"), {}, "x y", 2, "Left out columns 3 and 4, which have no name and no"),
    "a spacer": (rows("x;;y", "1;;2", "3; ;4"), {}, "x y", 2, "Left out column 2, which has no name and no values."),
    "a spacer in front": (rows(",x,y", ",1,2", ",3,4"), {}, "x y", [[1, 2], [3, 4]], "Left out column 1, which has no name"),
    "empty rows": (rows("x,y", "1,2", ",", "3,4", ",", ","), {}, "x y", 2, "Left out 3 rows of delimiters alone (lines 3, 5, 6)."),
    "empty rows above": (rows(",", "x,y", "1,2"), {}, "x y", [[1, 2]], "Left out 1 row of delimiters alone (line 1)."),
    "thousands": (rows("city,n", 'A,"100,000"', 'B,"1,250,000.5"', "C,950"), {}, "n", [[100000], [1250000.5], [950]],
                  "Took the comma of '100,000' in n as between thousands."),
    "thousands and gaps": (rows("n,y", '"1,000",2', "NA,3", '"2,500",4'), {"missing": "drop"}, "n y", [[1000, 2], [2500, 4]], ""),
    "thousands by order": (rows("n\ty", "1,000\t2", "2,500\t4"), {"decimal": "."}, "n y", [[1000, 2], [2500, 4]], "thousands"),
    "sep=": (rows("sep=;", "x;y", "1,5;2", "3;4"), {}, "x y", [[1.5, 2], [3, 4]], ""),
    "sep= as a spreadsheet saves it again": (rows('"sep=;";;', "x;y;z", "1;2;3"), {}, "x y z", [[1, 2, 3]], ""),
    "byte order mark and sep=": ("\ufeffsep=\t\nx\ty\n1\t2\n", {}, "x y", [[1, 2]], ""),
    "byte order mark and #": ("\ufeff#x,y\n1,2\n3,4\n", {}, "x y", [[1, 2], [3, 4]], "heading"),
    "Unicode text": ("x\ty\n1\t2\n3\t4\n".encode("utf-16"), {}, "x y", [[1, 2], [3, 4]], ""),
    "carriage returns": ('place\tx\r"Old\t1\rMill\t2\r', {}, "x", [[1], [2]], "letters"),
    "cp1252": ("price \u20ac,y\n1,2\n".encode("cp1252"), {"encoding": "cp1252"}, "price_\u20ac y", [[1, 2]], ""),
    "German SPSS": (
        rows("Fall;Gr\u00f6\u00dfe;Gewicht", "1;1,75;#NULL!", "2;1,80;80,5", "3; ;70"), {"missing": "drop"}, "Fall Gr\u00f6\u00dfe Gewicht", 1, ""
    ),
    "SAS": (rows("age,weight", "1,.", "2,3", "4,5"), {"missing": "drop"}, "age weight", [[2, 3], [4, 5]], ""),
    "Google Forms": (
        rows("Timestamp,How old are you?,Comment", "2024/01/01 9:00:00 am GMT+1,30,", "2024/01/02 9:00:00 am GMT+1,40,"),
        {}, "How_old_are_you?", [[30], [40]], "Comment (empty cells)",
    ),
    "Gephi": (
        rows("Id,Label,timeset,degree,pagerank", "1,A,,3,0.25", "2,B,,1,0.5"), {}, "degree pagerank", [[3, 0.25], [1, 0.5]], ("A", "B")
    ),
    # Identifiers
    "id": (rows("patient_id,x", "17,1", "4,2", "99,3"), {}, "x", [[1], [2], [3]],
           "patient_id (an identifier unless chosen with --columns)"),
    "PassengerId": (rows("PassengerId,Age", "1,22", "2,38"), {}, "Age", 2, "identifier"),
    "Lfd. Nr.": (rows("Lfd. Nr.;x", "1;5", "2;7"), {}, "x", 2, "identifier"),
    "id that is asked for": (rows("id,x", "1,5", "2,7"), {"columns": "id,x"}, "id x", [[1, 5], [2, 7]], ""),
    "id that repeats": (rows("id,x", "1,5", "1,7"), {}, "id x", 2, ""),
    "id that is no whole number": (rows("id,x", "1.5,5", "1,7"), {}, "id x", 2, ""),
    "counted, but a measure": (rows("width,x", "1,5", "2,7"), {}, "width x", 2, ""),
    "fluid": (rows("fluid,x", "1,5", "2,7"), {}, "fluid x", 2, ""),
    # Names
    "a heading over lines": (
        '"body\nweight",y\n1,2\n', {"columns": "body weight,y"}, "body\nweight y", [[1, 2]], ""
    ),
    "a no-break space": ("body\u00a0weight,y\n1,2\n", {"columns": "body weight"}, "body\u00a0weight", [[1]], ""),
}  # fmt: skip

REFUSED = {
    "headerless, numbers like years": (rows("Mazda,1990,1995", "Fiat,1991,1996"), {}, "line 1 looks like data .*--no-header.*--header"),
    "headerless, sizes like years": (rows("Fiat,1500,1600", "Mazda,1300,1250"), {}, "line 1 looks like data"),
    "headerless, a name with a common word": (rows("Class A,1,2", "Class B,3,4"), {}, "line 1 looks like data"),
    "headerless, a name that is no word": (rows("🍋,1,2", "🍒,3,4"), {}, "line 1 looks like data"),
    "headerless, one number": (rows("Fiat,1500", "Mazda,950", "Audi,2100"), {}, "line 1 looks like data"),
    "years alone": (rows("1990,2000", "3,4"), {}, "--header"),
    "headerless categories": (CATEGORIES, {"kinds": "categories"}, "line 1 may be data.*'red, round'.*--no-header.*--header"),
    "headerless categories, named": (
        rows("A,red,round", "B,red,square", "C,blue,round", "D,blue,square"), {"kinds": "categories"}, "may be data"
    ),
    "# or names": (rows("# made,by,me", "sample,colour,shape", "A,red,round"), {}, "line 1 begins with # .* Take the # away"),
    "unknown units": (rows("x,y", "foo,bar", "1,2", "3,4"), {}, "line 2 .'foo, bar'. seems to hold units"),
    "one row with text": (rows("name,x", "A,m", "B,1", "C,2"), {}, "line 2: 'm' is not a number"),
    "Markdown without rows": (rows("| x | y |", "|---|---|"), {}, "no rows"),
    "title above": (rows("Table 1, 2020", "name,x,y", "A,1,2", "B,3,4"), {}, "line 2: 3 fields where line 1 has 2"),
    "all names within marks": (rows('"a,b"', "43,22", "12,1"), {}, "line 2: 2 fields where line 1 has 1"),
    "one row, and a name too few": (rows("a;x", "red;float;3"), {}, "line 2: 3 fields where line 1 has 2"),
    "delimiters at the end of rows": (rows("kind,b,y", "A,5,1,", "B,6,2,"), {}, "line 2: 4 fields where line 1 has 3"),
    "thousands that are not enclosed": (rows("x,n", "A,100,000", "B,250,500"), {}, "line 2: 3 fields where line 1 has 2"),
    "a year may be a measure": (rows("x,2000", "d,28", "e,4", "f,50"), {}, "line 1 looks like data .*--header"),
    "a letter is no unit": (rows("x", "m", "4.5", "2"), {}, "line 2: 'm' is not a number"),
    "a letter is no type": (rows("x", "c", "4.5", "2"), {}, "line 2: 'c' is not a number"),
    "a name too few, counted": (rows("x,y", "1,2,3", "2,5,6"), {}, "line 2: 3 fields where line 1 has 2"),
    "a last name too few": (rows("name,x", "A,2,3", "B,5,6"), {}, "line 2: 3 fields where line 1 has 2"),
    "a name too few": (rows("x,y", "1,2,3", "4,5,6"), {}, "line 2: 3 fields where line 1 has 2"),
    "R, and one row is short": (rows("x,y", "Mill,1,2", "Hill,3"), {}, "line 3: 2 fields where line 2 has 3"),
    "a number after a mark": ('x,y\n"1,2\n3,4\n', {}, "line 2: a quote is not closed; mend the quotes, or give --quotes none"),
    "rows within a field": (
        rows("place|x|note", "A|57|red", 'B|97|"1', "C|66|red", 'D|41|ford"'), {}, "line 3: .*--quotes none .*--quotes double"
    ),
    "rows within a field, another with a comma in it": (
        rows("a,n,b", 'A,1,"x,y"', 'B,2,"Old', 'C,3,ford"', "D,4,z"), {}, "line 3: .*--quotes none .*--quotes double"
    ),
    "thousands or decimals, in a single column": (rows('"n"', '"100,000"'), {}, "separator between thousands"),
    "units beside a word": (
        rows("Date,Temp", "yyyy-mm-dd,degC", "2020-01-01,2", "2020-01-02,3"), {}, "line 2 .'degC'. seems to hold units"
    ),
    "a second heading": (
        rows("Name,R 1,R 2", ",Open-Ended Response,Response", "A,1,2", "B,3,4"), {}, "line 2 .*seems to hold units or a second"
    ),
    "ARFF": (rows("@relation r", "@attribute x numeric", "@data", "1"), {}, "is Weka's ARFF"),
    "World Bank, with a title": (
        rows("Data Source,World Development Indicators,", "", "Country Name,Country Code,1960,", "Aruba,ABW,5,"),
        {}, "line 3: 4 fields where line 1 has 3 .*delete lines of a title",
    ),
    "years, with a title": (
        rows("Data Source,WDI", "Country Name,Country Code,1960", "Aruba,ABW,5", "Malta,MLT,7"), {}, "line 2: 3 fields where"
    ),
    "a mark that may be a letter": ('place,kind\nA,"old\nB,new"\nC,new\n', {}, "line 2: .*--quotes none .*--quotes double"),
    "not like thousands": (rows("x,y", '"1,000",2', "1500,4"), {}, "separator between thousands"),
    "decimal commas, enclosed": (rows("x,y", '"1,5",2', '"2,250",4'), {}, "decimal comma"),
    "thousands or decimals": (rows("x;y", "1,234;2", "2,345;4"), {}, "--decimal , or --decimal ."),
    "a text that recurs": (rows("x,y", "1,2", "n/d,3", "5,6", "n/d,7", "8,8"), {}, "line 3: 'n/d' is not a number; give --na n/d"),
    "euro in latin-1": ("x,\u20ac\n1,2\n".encode("cp1252"), {"encoding": "latin-1"}, "the euro .line 1.; give --encoding cp1252"),
    "Cyrillic": ("цена,вес\n1,2\n".encode("cp1251"), {}, "is not UTF-8 .line 1.; give the right --encoding"),
    "euro": ("x,\u20ac\n1,2\n".encode("cp1252"), {}, "give --encoding cp1252"),
    "neither": (b"x,\x80\x81\n1,2\n", {}, "give the right --encoding"),
    "identifiers alone": (rows("id", "1", "2"), {}, r"no column of numbers to cluster; its columns: id \(an identifier"),
    "an empty column, asked for": (rows("x,y", "1,", "3,"), {"columns": "y"}, "column 'y' holds empty cells"),
    "nameless, with values": (rows("x,,y", "1,2,3"), {}, "column 2 has no name"),
    "delimiters alone": (rows(",,", ",,"), {}, "is empty"),
    "wrong na": (rows("x", "1"), {"na": 5}, "na must be a string such as"),
    "wrong quotes": (rows("x", "1"), {"quotes": "single"}, "double or none"),
}  # fmt: skip


def read(put, text, options):
    return load(put(text), **options)


@pytest.fixture
def put(tmp_path):
    def put(text):
        path = tmp_path / "t.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return put


@pytest.mark.parametrize(("text", "options", "columns", "points", "says"), READ.values(), ids=READ)
def test_read_as_meant(put, text, options, columns, points, says):
    data = read(put, text, options)
    assert [f.name.replace(" ", "_") for f in data.features] == columns.split(" ")
    if isinstance(points, int):
        assert data.n == points
    else:
        np.testing.assert_array_equal(data.points, points)
    if isinstance(says, tuple):
        assert data.labels == says
    else:
        assert says in " ".join(data.notes)


@pytest.mark.parametrize(("text", "options", "says"), REFUSED.values(), ids=REFUSED)
def test_refused_in_one_line(put, text, options, says):
    with pytest.raises(InputError, match=says) as caught:
        read(put, text, options)
    assert len(str(caught.value)) <= 220
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("name", READ)
def test_line_ends_do_not_matter(put, name):
    text, options, columns, points, _ = READ[name]
    if isinstance(text, str) and "\r" not in text and "\n" not in columns:
        data = read(put, text.replace("\n", "\r\n"), options)
        assert data.n == (points if isinstance(points, int) else len(points))


def test_units_are_kept(put):
    data = read(put, READ["ERDDAP"][0], {"missing": "drop"})
    assert [f.title for f in data.features] == [
        "latitude (° N)",
        "depth (m)",
        "temp (°C)",
        "count",
    ]


def test_roles_are_kept(put):
    text = READ["Orange's values"][0]
    assert "level (categories), colour (a class variable)" in " ".join(read(put, text, {}).notes)
    assert [f.name for f in read(put, text, {"kinds": "categories"}).features] == ["level"]
    assert [f.name for f in read(put, text, {"kinds": "categories", "columns": "colour"}).features] == [
        "colour"
    ]


GAPS = [r"\N", "#NULL!", "#DIV/0!", "#VALUE!", "#NV", "#N/D", "(null)", "1.#QNAN", "-1.#IND", "#WERT!", "#NOMBRE!",
        "#\u00a1VALOR!", "#\u041d/\u0414", "#NAME?", "Err:502", "[NULL]", "nan(ind)", "NA", "?", "null"]  # fmt: skip


@pytest.mark.parametrize("gap", GAPS)
def test_missing_for_numbers_and_for_categories(put, gap):
    text = f"x\tkind\n1\ta\n{gap}\ta\n2\t{gap}\n3\tb\n4\tb\n"
    np.testing.assert_array_equal(read(put, text, {"missing": "drop"}).points[:, 0], [1, 2, 3, 4])
    data = read(put, text, {"kinds": "categories", "missing": "drop"})
    assert data.features[0].levels == ("a", "b")
    with pytest.raises(InputError, match=r"1 of 5 rows has no value in kind \(line 4\)"):
        read(put, text, {"kinds": "categories"})


def test_an_option_says_what_is_missing(put):
    text = "x,land\n1,NA\n-999,NA\n3,US\n-999.0,US\n5,x\n6,x\n"
    with pytest.raises(InputError, match="land"):
        read(put, text, {"kinds": "categories"})
    data = read(put, text, {"kinds": "categories", "na": "-999"})
    assert data.features[0].levels == ("NA", "US", "x")
    both = read(put, text, {"kinds": "mixed", "na": ["X", -999], "missing": "drop"})
    assert both.n == 2
    assert both.features[1].levels == ("NA", "US")
    assert read(put, text, {"na": ""}).n == 6
    with pytest.raises(InputError, match="2 of 6 rows have no value in x"):
        read(put, text, {"na": "-999"})


def test_what_is_no_usual_gap_is_text(put):
    for word in ("#hello!", "#1", "#FF00AA", "1.#INF", "nat", "err"):
        with pytest.raises(InputError, match="is not"):
            read(put, f"x\n1\n2\n{word}\n3\n", {})


def test_typed_sources_say_themselves_what_is_missing():
    frame = pd.DataFrame({"land": ["NA", "US", "?", "null", "NA", None, "#N/A", "US"]})
    with pytest.raises(InputError, match=r"1 of 8 rows has no value in land \(row 6\)"):
        load(frame, kinds="categories", columns="land")
    data = load(frame, kinds="categories", columns="land", missing="drop")
    assert data.features[0].levels == ("#N/A", "?", "NA", "null", "US")
    assert load([["NA", 1], ["US", 2], ["NA", 3]], kinds="categories", columns="x").features[0].levels == (
        "NA",
        "US",
    )
    with pytest.raises(
        InputError, match="na is for files of text; the DataFrame says itself what is missing"
    ):
        load(frame, kinds="categories", na="US")


def test_a_space_may_be_typed_for_any_white_space(put):
    text = '"body\nweight","age\u00a0class",kind,name\n1,5,a,"Old\u00a0mill"\n2,6,b,Hill\n3,5,a,"Ford\nx"\n'
    data = read(put, text, {"kinds": "mixed", "categories": "age class"})
    assert data.coded == (False, True, True)
    assert read(put, text, {"labels": "age class"}).labels == ("5", "6", "5")
    assert row_of(data, "Old mill") == 0
    assert row_of(data, "ford X") == 2
    with pytest.raises(InputError, match="cannot be among columns and classes"):
        read(put, text, {"columns": "body weight", "classes": "body weight"})
    both = read(put, '"a b","a\u00a0b"\n1,2\n', {"columns": "a b"})
    assert [f.name for f in both.features] == ["a b"]
