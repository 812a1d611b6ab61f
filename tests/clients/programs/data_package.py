"""Frictionless validates all files of the record, the empty tables too."""

import sys
import urllib.request

import frictionless

FILES = f"{sys.argv[1]}/data/files"
urllib.request.urlretrieve(f"{FILES}/datapackage.json", "datapackage.json")
package = frictionless.Package("datapackage.json")
for resource in package.resources:
    urllib.request.urlretrieve(f"{FILES}/{resource.path}", resource.path)
report = package.validate()
assert report.valid, report.flatten(["name", "type", "message"])
print(f"{len(report.tasks)} files")
